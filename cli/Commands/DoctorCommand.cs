using System.CommandLine;
using Muster.Cli.Doctor;

namespace Muster.Cli.Commands;

/// <summary><c>muster doctor</c>.</summary>
internal static class DoctorCommand
{
    public static Command Build(CommandContext context)
    {
        var json = CommonOptions.Json();
        var command = new ExplainedCommand("doctor", "Check this machine and the store, and say what to do about what is wrong.") { json };
        command.Examples = ["muster doctor", "muster doctor --store aws://eu-central-1/team --json"];
        command.AlsoExitsWith = [ExitCode.Failed];
        command.SetAction((parsed, cancel) =>
            RunAsync(context, DoctorChecks.Of(CommonOptions.AddressOf(parsed, context), context), parsed.GetValue(json), cancel));
        return command;
    }

    /// <summary>Makes checks, and answers with what they found.</summary>
    internal static async Task<int> RunAsync(CommandContext context, IReadOnlyList<IDoctorCheck> checks, bool json, CancellationToken cancel)
    {
        var findings = await Examination.MakeAsync(checks, cancel);
        if (json)
            DoctorView.WriteJson(context, findings);
        else
            DoctorView.Write(context, findings);
        return Examination.CodeOf(findings);
    }
}
