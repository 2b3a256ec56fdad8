using Muster.Agent.Machines;

namespace Muster.Tests.Agent.Machines;

public sealed class MachineProbeTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Machine_at_hand_has_cores_and_memory()
    {
        var machine = MachineProbe.Probe();

        Assert.Equal(Environment.ProcessorCount, machine.Cpus);
        Assert.InRange(machine.MemoryBytes!.Value, 1L << 26, 1L << 50);
    }

    [Fact]
    public void Memory_without_any_limit_is_the_machines()
    {
        _root.Write("proc/meminfo", "MemTotal:       1024 kB\nMemFree: 1 kB\n");

        Assert.Equal(1 << 20, MemoryLimit.Find(_root.Path));
    }

    [Fact]
    public void Memory_is_limited_by_the_smallest_group_above()
    {
        _root.Write("proc/meminfo", "MemTotal:       1024 kB\n");
        _root.Write("proc/self/cgroup", "0::/user/jobs/17\n");
        _root.Write("sys/fs/cgroup/user/jobs/17/memory.max", "max\n");
        _root.Write("sys/fs/cgroup/user/jobs/memory.max", "5000\n");
        _root.Write("sys/fs/cgroup/user/memory.max", "6000\n");

        Assert.Equal(5000, MemoryLimit.Find(_root.Path));
    }

    [Fact]
    public void Memory_is_limited_by_a_group_of_version_one_seen_from_inside_its_container()
    {
        _root.Write("proc/meminfo", "MemTotal:       1024 kB\n");
        _root.Write("proc/self/cgroup", "4:cpu,memory:/docker/abc\n1:cpuset:/\n0::/\n");
        _root.Write("sys/fs/cgroup/memory/memory.limit_in_bytes", "7000\n");

        Assert.Equal(7000, MemoryLimit.Find(_root.Path));
    }

    [Fact]
    public void Memory_that_cannot_be_learnt_is_unknown() => Assert.Null(MemoryLimit.Find(_root.Path));

    [Theory]
    [InlineData(null, "0 1 10")]
    [InlineData("", "")]
    [InlineData("2, 3", "2 3")]
    [InlineData("GPU-8932f937,MIG-1", "GPU-8932f937 MIG-1")]
    [InlineData("0,-1,1", "0")]
    [InlineData("NoDevFiles", "")]
    public void Gpus_are_the_visible_ones_else_the_devices(string? visible, string expected) => Assert.Equal(
        expected.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        MachineProbe.GpusOf(visible, ["nvidia10", "nvidia0", "nvidiactl", "nvidia-uvm", "nvidia1"]));
}
