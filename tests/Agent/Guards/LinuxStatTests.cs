using Muster.Agent.Guards.Linux;

namespace Muster.Tests.Agent.Guards;

/// <summary>The kernel's files as several kernels write them.</summary>
public class LinuxStatTests
{
    // Linux 2.6.32: no time of niced guests yet.
    private const string OldStat = """
        cpu  10132153 290696 3084719 46828483 16683 0 25195 0 175628
        cpu0 1393280 32966 572056 13343292 6130 0 17875 0 23933
        cpu1 1393281 32966 572056 13343292 6130 0 17875 0 23933
        intr 1462898 0 0
        ctxt 115315
        """;

    // Linux 6.1 on a shared host that steals time.
    private const string NewStat = """
        cpu  100 20 30 4000 500 6 7 800 90 10
        cpu0 50 10 15 2000 250 3 4 400 45 5
        cpu1 25 5 8 1000 125 2 2 200 23 3
        cpu2 25 5 7 1000 125 1 1 200 22 2
        intr 16756099 0 0 0
        softirq 5 1 1 1
        """;

    private const string OldNetwork = """
        Inter-|   Receive                                                |  Transmit
         face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
            lo:   2776770   11307    0    0    0     0          0         0  2776770   11307    0    0    0     0       0          0
          eth0:1215645    2751    0    0    0     0          0         0  1782404    4324    0    0    0   427       0          0
        eth0:1:      10       1    0    0    0     0          0         0        5       1    0    0    0     0       0          0
        """;

    private const string NewNetwork = """
        Inter-|   Receive                                                |  Transmit
         face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
            lo: 4994775389 1601115    0    0    0     0          0         0 4994775389 1601115    0    0    0     0       0          0
          ens5: 689300043   21390    0    0    0     0          0         0  2733379   18563    0    0    0     0       0          0
        """;

    // Linux 2.6: parts of disks have four counts only.
    private const string OldDisks = """
           3    0   hda 446216 784926 9550688 4382310 424847 312726 5922052 19310380 0 3376340 23705160
           3    1   hda1 35486 38030 38030 38030
        """;

    // Linux 5.5 and later: discards and flushes at the end.
    private const string NewDisks = """
           7       0 loop0 10 0 1000 0 0 0 0 0 0 0 0 0 0 0 0 0 0
         259       0 nvme0n1 432381 55279 16562978 2525697 742368 326083 34326400 334713 0 249132 2994694 213545 122 18509080 60993 169373 73288
         259       1 nvme0n1p1 432000 55000 16560000 2525000 742000 326000 34320000 334000 0 249000 2994000 213000 122 18509000 60000 0 0
         253       0 dm-0 432381 0 16562978 2525697 742368 0 34326400 334713 0 249132 2994694 0 0 0 0 0 0
           8      16 sdb 0 0 0 0 0 0 0 0 0 0 0
        """;

    [Fact]
    public void Cores_are_busy_in_all_but_idle_and_waiting_time_and_guests_count_once()
    {
        Assert.Equal(new(TimeSpan.FromMilliseconds(10 * (10132153L + 290696 + 3084719 + 25195)), 2), CpuStat.Parse(Lines(OldStat)));
        Assert.Equal(new(TimeSpan.FromMilliseconds(10 * (100 + 20 + 30 + 6 + 7 + 800)), 3), CpuStat.Parse(Lines(NewStat)));
    }

    [Fact]
    public void Cores_that_the_file_does_not_name_are_unknown()
    {
        Assert.Null(CpuStat.Parse(Lines("intr 1 2 3")));
        Assert.Null(CpuStat.Parse([]));
        Assert.Throws<FormatException>(() => CpuStat.Parse(["cpu 1 2", "cpu0 1 2"]));
        Assert.Throws<FormatException>(() => CpuStat.Parse(["cpu 1 2 x 4 5", "cpu0 1 2 3 4"]));
    }

    [Fact]
    public void Network_is_what_all_interfaces_but_the_loopback_moved()
    {
        Assert.Equal([new("eth0", 1215645L + 1782404), new("eth0:1", 15L)], NetworkStat.Parse(Lines(OldNetwork)));
        Assert.Equal([new("ens5", 689300043L + 2733379)], NetworkStat.Parse(Lines(NewNetwork)));
        Assert.Empty(NetworkStat.Parse(Lines(NewNetwork).Take(3)));
        Assert.Throws<FormatException>(() => NetworkStat.Parse([.. Lines(NewNetwork), "  eth1: 1 2 3"]));
    }

    [Fact]
    public void Disks_are_whole_ones_and_no_parts_or_layers_of_them()
    {
        Assert.Equal([new("hda", 512 * (9550688L + 5922052))], DiskStat.Parse(Lines(OldDisks), name => name == "hda")!);
        Assert.Equal([new("nvme0n1", 512 * (16562978L + 34326400)), new("sdb", 0L)], DiskStat.Parse(Lines(NewDisks), name => name is "nvme0n1" or "sdb")!);
        Assert.Null(DiskStat.Parse(Lines(NewDisks), _ => false));
        Assert.Throws<FormatException>(() => DiskStat.Parse(Lines(OldDisks), _ => true));
    }

    [Theory]
    [InlineData("0\n", "0")]
    [InlineData("97\n3\n", "97 3")]
    [InlineData("", "")]
    [InlineData("12\n[N/A]\n", null)]
    [InlineData("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\n", null)]
    public void Gpus_are_used_to_a_percentage_a_line(string answer, string? expected) =>
        Assert.Equal(expected, NvidiaSmi.Parse(answer) is { } percents ? string.Join(' ', percents) : null);

    private static string[] Lines(string text) => text.Split('\n');
}
