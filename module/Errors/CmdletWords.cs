using System.Text.RegularExpressions;

namespace Muster.PowerShell;

/// <summary>Says in PowerShell's words what texts of the command say in its own: its options are parameters here, and its subcommands cmdlets.</summary>
internal static partial class CmdletWords
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["give --detach to"] = "leave out -Wait to",
        ["--store"] = "-Store",
        ["--profile"] = "-ProfileName",
        ["--endpoint-url"] = "-EndpointUrl",
        ["--max-concurrent"] = "-MaxConcurrent",
        ["--priority"] = "-Priority",
        ["--after"] = "-After",
        ["muster submit"] = "Submit-MusterRun",
        ["muster wait"] = "Wait-MusterRun",
        ["muster retry"] = "Restart-MusterRun",
        ["muster cancel"] = "Stop-MusterRun",
        ["muster hold"] = "Suspend-MusterRun",
        ["muster release"] = "Resume-MusterRun",
        ["muster update"] = "Set-MusterRun",
        ["muster delete"] = "Remove-MusterRun",
        ["muster list"] = "Get-MusterRun",
        ["muster status"] = "Get-MusterRun",
        ["muster why"] = "Get-MusterWaitReason",
        ["muster points"] = "Get-MusterPoint",
        ["muster logs"] = "Get-MusterLog",
        ["muster results"] = "Get-MusterResult",
        ["muster report"] = "New-MusterReport",
        ["muster template list"] = "Get-MusterTemplate",
        ["muster engine start"] = "Start-MusterEngine",
        ["muster engine stop"] = "Stop-MusterEngine",
        ["muster agent start"] = "Start-MusterAgent",
        ["muster agent stop"] = "Stop-MusterAgent",
        ["muster doctor"] = "Test-MusterHealth",
    };

    /// <summary>The text in PowerShell's words.</summary>
    public static string Of(string text) => Told().Replace(text, match => Words.GetValueOrDefault(match.Value, match.Value));

    [GeneratedRegex(@"give --detach to|(?<![\w-])--[a-z-]+|(?<![\w/])muster (template|engine|agent) [a-z]+|(?<![\w/])muster [a-z]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Told();
}
