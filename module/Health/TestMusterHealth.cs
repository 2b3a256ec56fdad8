using System.Management.Automation;
using Muster.Cli.Doctor;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Views;
using Muster.PowerShell.World;

namespace Muster.PowerShell.Health;

/// <summary><c>Test-MusterHealth</c>: checks this machine and the store, and gives an object for each finding, with what to do about what is wrong. A check that fails is an object too, and no error.</summary>
[Cmdlet(VerbsDiagnostic.Test, "MusterHealth")]
[OutputType(typeof(MusterHealthFinding))]
public sealed class TestMusterHealth : StoreCmdlet
{
    internal override async Task EndAsync(ICmdletSink sink, CancellationToken cancel)
    {
        var address = await AddressAsync(sink);
        using var world = ModuleWorld.Of(sink.Tell, cancel);
        await foreach (var found in Examination.EachAsync(DoctorChecks.Of(address, world), cancel))
            sink.Write(new MusterHealthFinding(found, address.Text));
    }
}
