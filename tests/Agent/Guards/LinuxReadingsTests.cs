using System.Buffers.Binary;
using System.Text;
using Muster.Agent.Guards;
using Muster.Agent.Guards.Linux;
using Muster.Guards;
using Clock = Muster.Testing.Time.ManualTime;

namespace Muster.Tests.Agent.Guards;

public sealed class LinuxReadingsTests : IDisposable
{
    private readonly TemporaryFolder root = new();
    private readonly Clock clock = new();

    public LinuxReadingsTests()
    {
        root.Write("proc/stat", "cpu  100 0 50 1000 0 0 0 0 0 0\ncpu0 50 0 25 500 0 0 0 0 0 0\ncpu1 50 0 25 500 0 0 0 0 0 0\nintr 1\n");
        root.Write("proc/net/dev", "Inter-| Receive | Transmit\n face |bytes |bytes\n    lo: 9 0 0 0 0 0 0 0 9 0 0 0 0 0 0 0\n  eth0: 70 0 0 0 0 0 0 0 30 0 0 0 0 0 0 0\n");
        root.Write("proc/diskstats", " 254 0 vda 1 0 4 0 1 0 6 0 0 0 0\n 7 0 loop0 1 0 4 0 1 0 6 0 0 0 0\n 104 0 cciss/c0d0 1 0 1 0 1 0 1 0 0 0 0\n");
        root.Write("sys/block/vda/device/vendor", "x");
        root.Write("sys/block/cciss!c0d0/device/vendor", "x");
        root.Write("dev/pts/ptmx", "");
    }

    public void Dispose() => root.Dispose();

    [Fact]
    public async Task A_machine_is_read_whole()
    {
        Typed("dev/pts/3", minutesAgo: 5);
        var reading = await ReadAsync();

        Assert.Equal((TimeSpan.FromMilliseconds(1500), 2), (reading.CpuBusy, reading.Cores));
        Assert.Equal([new("eth0", 100)], reading.NetworkBytes!);
        Assert.Equal([new("vda", 5120), new("cciss/c0d0", 1024)], reading.DiskBytes!);
        Assert.Equal([TimeSpan.FromMinutes(5)], reading.TerminalsIdleFor!);
        Assert.Equal([], reading.GpuPercents!);
        Assert.Null(reading.PointsRunning);
    }

    [Fact]
    public async Task What_is_not_there_is_unknown_and_nothing_else_with_it()
    {
        File.Delete(root["proc/stat"]);
        File.WriteAllText(root["proc/net/dev"], "one\ntwo\n  eth0: many\n");
        Directory.Delete(root["sys/block"], recursive: true);
        Assert.Equal((null, null, null, 0), await ReadAsync() is var reading ? (reading.CpuBusy, reading.NetworkBytes, reading.DiskBytes, reading.TerminalsIdleFor!.Count) : default);
        Directory.Delete(root["dev"], recursive: true);

        Assert.Equal((null, null), await ReadAsync() is var blind ? (blind.TerminalsIdleFor, blind.GpuPercents) : default);
    }

    [Fact]
    public async Task Without_a_list_of_logins_consoles_count_as_terminals()
    {
        Typed("dev/tty1", minutesAgo: 90);
        Typed("dev/tty", minutesAgo: 0);
        Typed("dev/ttyS0", minutesAgo: 0);

        Assert.Equal([TimeSpan.FromMinutes(90)], (await ReadAsync()).TerminalsIdleFor!);
    }

    [Fact]
    public async Task With_a_list_of_logins_only_consoles_in_use_count_and_old_entries_do_not()
    {
        Typed("dev/tty1", minutesAgo: 90);
        Typed("dev/tty2", minutesAgo: 1);
        Typed("dev/pts/0", minutesAgo: 7);
        Directory.CreateDirectory(root["run"]);
        File.WriteAllBytes(root["run/utmp"], [.. Login(7, "tty1"), .. Login(6, "tty2"), .. Login(7, "pts/0"), .. Login(7, "pts/9"), .. Login(8, "tty2")]);

        Assert.Equal([TimeSpan.FromMinutes(7), TimeSpan.FromMinutes(90)], (await ReadAsync()).TerminalsIdleFor!);
    }

    [Fact]
    public async Task A_list_of_logins_that_is_cut_off_makes_terminals_unknown()
    {
        Directory.CreateDirectory(root["run"]);
        File.WriteAllBytes(root["run/utmp"], Login(7, "tty1")[..100]);

        Assert.Null((await ReadAsync()).TerminalsIdleFor);
    }

    [Fact]
    public async Task A_terminal_typed_at_in_the_future_is_not_idle()
    {
        Typed("dev/pts/0", minutesAgo: -3);

        Assert.Equal([TimeSpan.Zero], (await ReadAsync()).TerminalsIdleFor!);
    }

    [Fact]
    public async Task Cards_of_amd_say_themselves_how_much_they_are_used()
    {
        root.Write("sys/class/drm/card0/device/gpu_busy_percent", "37\n");
        root.Write("sys/class/drm/card1/device/vendor", "0x8086");
        Assert.Equal([37], (await ReadAsync()).GpuPercents!);
        root.Write("sys/class/drm/card0/device/gpu_busy_percent", "much\n");

        Assert.Null((await ReadAsync()).GpuPercents);
    }

    [Fact]
    public async Task Cards_of_nvidia_without_their_program_are_unknown()
    {
        root.Write("dev/nvidiactl", "");
        Assert.Equal([], (await ReadAsync()).GpuPercents!);
        root.Write("dev/nvidia0", "");

        Assert.Null((await ReadAsync()).GpuPercents);
    }

    [Theory]
    [InlineData("test \"$*\" = '--query-gpu=utilization.gpu --format=csv,noheader,nounits' && printf '41\\n2\\n'", "41 2")]
    [InlineData("echo 41; exit 9", null)]
    [InlineData("echo '[N/A]'", null)]
    public async Task Cards_of_nvidia_are_asked_for_by_their_program_and_a_failure_is_unknown(string script, string? expected)
    {
        Script(script);
        var gpus = (await ReadAsync()).GpuPercents;

        Assert.Equal(expected, gpus is null ? null : string.Join(' ', gpus));
    }

    [Fact]
    public async Task A_program_of_nvidia_that_hangs_is_ended_and_unknown()
    {
        Script("echo $$ > $(dirname $0)/pid; sleep 600");
        var gpus = await new NvidiaSmi(root["bin"], TimeSpan.FromMilliseconds(500)).ReadAsync(TestContext.Current.CancellationToken);

        Assert.Null(gpus);
        Assert.False(Directory.Exists($"/proc/{await File.ReadAllTextAsync(root["bin/pid"], TestContext.Current.CancellationToken)}".Trim()));
    }

    [Fact]
    public async Task A_program_of_nvidia_that_cannot_be_started_is_unknown()
    {
        root.Write("bin/nvidia-smi", "no program");

        Assert.Null((await ReadAsync()).GpuPercents);
    }

    [Fact]
    public async Task This_machine_is_read_and_its_counters_only_grow()
    {
        var readings = MachineReadings.ForThisSystem(TimeProvider.System);
        var first = await readings.ReadAsync(TestContext.Current.CancellationToken);
        var second = await readings.ReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(OperatingSystem.IsLinux(), first.CpuBusy is not null);
        Assert.True(second.CpuBusy >= first.CpuBusy && second.Cores >= 1);
        Assert.All(first.NetworkBytes!, entry => Assert.True(!second.NetworkBytes!.TryGetValue(entry.Key, out var later) || later >= entry.Value));
        Assert.DoesNotContain("lo", first.NetworkBytes!.Keys);
    }

    [Fact]
    public async Task Where_nothing_can_be_read_everything_is_unknown() =>
        Assert.Equal(MachineReading.Unknown, await new UnknownReadings().ReadAsync(TestContext.Current.CancellationToken));

    private async Task<MachineReading> ReadAsync() => await new LinuxReadings(root.Path, new NvidiaSmi(root["bin"]), clock).ReadAsync(TestContext.Current.CancellationToken);

    private void Script(string script)
    {
        var program = root.Write("bin/nvidia-smi", $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private void Typed(string device, int minutesAgo) => File.SetLastAccessTimeUtc(root.Write(device, ""), clock.GetUtcNow().AddMinutes(-minutesAgo).UtcDateTime);

    private static byte[] Login(short kind, string terminal)
    {
        var entry = new byte[LoginList.EntryBytesHere];
        BinaryPrimitives.WriteInt16LittleEndian(entry, kind);
        Encoding.UTF8.GetBytes(terminal).CopyTo(entry, 8);
        return entry;
    }
}
