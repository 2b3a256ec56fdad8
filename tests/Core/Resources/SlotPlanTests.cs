using FsCheck;
using FsCheck.Fluent;
using Muster.Resources;

namespace Muster.Tests.Core.Resources;

public sealed class SlotPlanTests
{
    private const long GiB = 1L << 30;

    private static readonly Machine s_machine = new(8, 16 * GiB, ["0", "1", "2"]);

    [Fact]
    public void Default_request_gives_one_slot_per_core() =>
        Assert.Equal(8, SlotPlan.For(s_machine, ResourceRequest.Default).Slots);

    [Fact]
    public void Scarcest_resource_decides()
    {
        Assert.Equal(4, SlotPlan.For(s_machine, new() { Cpus = 2 }).Slots);
        Assert.Equal(16, SlotPlan.For(s_machine, new() { Cpus = 0.5m }).Slots);
        Assert.Equal(3, SlotPlan.For(s_machine, new() { MemoryBytes = 5 * GiB }).Slots);
        Assert.Equal(1, SlotPlan.For(s_machine, new() { Gpus = 2 }).Slots);
    }

    [Fact]
    public void Request_that_never_fits_names_every_shortage()
    {
        var plan = SlotPlan.For(s_machine, new() { Cpus = 9, MemoryBytes = 32 * GiB, Gpus = 4 });

        Assert.Equal(0, plan.Slots);
        Assert.Equal(
            "Not even one point fits on this machine: it wants 9 cores (resources.cpus), and there are 8; "
            + "it wants 32GiB of memory (resources.memory), and there is 16384MiB; it wants 4 GPUs (resources.gpus), and there are 3",
            plan.Problem);
    }

    [Fact]
    public void Unknown_memory_is_not_enough_memory() => Assert.Equal(
        "Not even one point fits on this machine: it wants 1GiB of memory (resources.memory), and there is an amount that could not be learnt",
        SlotPlan.For(s_machine with { MemoryBytes = null }, new() { MemoryBytes = GiB }).Problem);

    [Fact]
    public void Plan_never_oversubscribes_and_one_more_slot_would() => Prop.ForAll(
        (from cpus in Gen.Choose(1, 64)
         from memory in Gen.Choose(1, 256)
         from gpus in Gen.Choose(0, 8)
         from wantedCpus in Gen.Choose(1, 640)
         from wantedMemory in Gen.Choose(1, 300)
         from wantedGpus in Gen.Choose(0, 9)
         select (new Machine(cpus, memory * GiB, [.. Enumerable.Range(0, gpus).Select(id => $"{id}")]),
             new ResourceRequest { Cpus = wantedCpus / 10m, MemoryBytes = wantedMemory * GiB, Gpus = wantedGpus })).ToArbitrary(),
        pair =>
        {
            var (machine, request) = pair;
            var plan = SlotPlan.For(machine, request);
            return Fits(machine, request, plan.Slots) && !Fits(machine, request, plan.Slots + 1)
                && (plan.Problem is null) == (plan.Slots > 0);
        }).QuickCheckThrowOnFailure();

    private static bool Fits(Machine machine, ResourceRequest request, int slots) =>
        request.Cpus * slots <= machine.Cpus && request.MemoryBytes * slots <= machine.MemoryBytes && request.Gpus * slots <= machine.Gpus.Count;
}
