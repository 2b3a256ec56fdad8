namespace Muster.Tests.Infra;

public class MachineTests(SynthesizedPlatform platform)
{
    [Fact]
    public void Every_machine_has_its_name_and_its_arn() => Assert.Equal(
        ["ask", "intent", "queue", "reap", "sweep", "wish"],
        platform.Hub.Machines.Select(machine => machine.Name["muster-test-".Length..]).Order());
}
