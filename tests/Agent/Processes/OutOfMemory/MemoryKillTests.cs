using Muster.Agent.Processes;
using Muster.Agent.Processes.Linux.OutOfMemory;

namespace Muster.Tests.Agent.Processes.OutOfMemory;

public sealed class MemoryKillTests : IDisposable
{
    private static readonly ProcessEnd Killed = new() { Signal = 9, Cause = EndCause.Itself, StartedAt = default, Elapsed = TimeSpan.FromSeconds(1), PeakMemoryBytes = 3L << 30 };
    private static readonly MemoryKillCount Three = new(3, "cgroup /jobs/17");
    private static readonly MemoryKillCount Four = Three with { Count = 4 };

    private readonly TemporaryFolder root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public void A_process_that_was_killed_while_the_count_rose_was_killed_for_lack_of_memory() => Assert.Equal(
        "It was killed for lack of memory: it was ended by SIGKILL, which nobody here sent, and the kernel's count of such kills in cgroup /jobs/17 rose from 3 to 4 meanwhile. Its largest process had 3072 MiB. Give it more memory, or run fewer at once.",
        MemoryKillNote.For(Killed, Three, Four));

    [Fact]
    public void A_shell_whose_command_was_killed_was_too() => Assert.Equal(
        "It was killed for lack of memory: its shell exited with 137, as after SIGKILL, which nobody here sent, and the kernel's count of such kills in cgroup /jobs/17 rose from 3 to 4 meanwhile. Give it more memory, or run fewer at once.",
        MemoryKillNote.For(Killed with { Signal = null, ExitCode = 137, PeakMemoryBytes = null }, Three, Four));

    public static TheoryData<ProcessEnd, MemoryKillCount, MemoryKillCount> Others => new()
    {
        { Killed, Three, Three },
        { Killed, Four, Three },
        { Killed, MemoryKillCount.Unknown, Four },
        { Killed, Three, MemoryKillCount.Unknown },
        { Killed, Three, Four with { Source = "this machine" } },
        { Killed with { Cause = EndCause.Timeout }, Three, Four },
        { Killed with { Cause = EndCause.Request }, Three, Four },
        { Killed with { Signal = 15 }, Three, Four },
        { Killed with { Signal = null, ExitCode = 1 }, Three, Four },
        { Killed with { Signal = null, ExitCode = 0 }, Three, Four },
        { Killed with { Signal = null }, Three, Four },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Nothing_is_said_of_any_other_end(ProcessEnd end, MemoryKillCount before, MemoryKillCount after) => Assert.Null(MemoryKillNote.For(end, before, after));

    [Fact]
    public void The_count_is_that_of_the_own_group_of_version_two()
    {
        root.Write("proc/self/cgroup", "0::/system.slice/muster.service\n");
        root.Write("sys/fs/cgroup/system.slice/muster.service/memory.events", "low 0\nhigh 12\nmax 31\noom 2\noom_kill 5\noom_group_kill 1\n");
        root.Write("proc/vmstat", "oom_kill 99\n");
        var kills = new LinuxMemoryKills(root.Path);
        Assert.Equal(new(5, "cgroup /system.slice/muster.service"), kills.Read());
        root.Write("sys/fs/cgroup/system.slice/muster.service/memory.events", "oom_kill 6\n");

        Assert.Equal(6, kills.Read().Count);
    }

    [Fact]
    public void The_count_is_that_of_the_own_group_of_version_one()
    {
        root.Write("proc/self/cgroup", "9:name=systemd:/\n4:cpu,memory:/jobs/17\n3:cpuset:/\n0::/\n");
        root.Write("sys/fs/cgroup/memory/jobs/17/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");

        Assert.Equal(new(2, "cgroup /jobs/17"), new LinuxMemoryKills(root.Path).Read());
    }

    [Fact]
    public void The_count_in_a_container_is_at_the_root_of_its_mount()
    {
        root.Write("proc/self/cgroup", "0::/docker/abc\n");
        root.Write("sys/fs/cgroup/memory.events", "oom 1\noom_kill 1\n");

        Assert.Equal(new(1, "cgroup /docker/abc"), new LinuxMemoryKills(root.Path).Read());
    }

    [Fact]
    public void The_count_outside_of_any_limited_group_is_the_machines()
    {
        root.Write("proc/self/cgroup", "0::/\n");
        root.Write("proc/vmstat", "nr_free_pages 12\noom_kill 7\ndrop_slab 0\n");

        Assert.Equal(new(7, "this machine"), new LinuxMemoryKills(root.Path).Read());
    }

    [Fact]
    public void The_count_is_unknown_where_nobody_counts_or_the_group_is_gone()
    {
        Assert.Equal(MemoryKillCount.Unknown, new LinuxMemoryKills(root.Path).Read());
        root.Write("proc/vmstat", "oom_kill\noom_kill_disable 0\n");
        Assert.Equal(MemoryKillCount.Unknown, new LinuxMemoryKills(root.Path).Read());
        root.Write("proc/vmstat", "oom_kill 7\n");
        var kills = new LinuxMemoryKills(root.Path);
        File.Delete(root["proc/vmstat"]);
        Assert.Null(kills.Read().Count);
        Assert.Equal(MemoryKillCount.Unknown, new NoMemoryKills().Read());
    }

    [Fact]
    public void This_machine_counts_and_does_not_count_backwards()
    {
        var kills = MemoryKills.ForThisSystem();
        var first = kills.Read();

        Assert.True(!OperatingSystem.IsLinux() || kills.Read().Count >= first.Count);
    }
}
