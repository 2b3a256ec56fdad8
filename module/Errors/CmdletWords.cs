using System.Text.RegularExpressions;

namespace Muster.PowerShell;

/// <summary>
/// Shared code speaks of the command and its options; in PowerShell it is to speak of cmdlets and their parameters. The texts are the same but for these words.
/// </summary>
internal static partial class CmdletWords
{
    private const string Detach = "give --detach to";
    private const string NoWait = "leave out -Wait to";

    private static readonly Dictionary<string, string> Commands = new(StringComparer.Ordinal)
    {
        ["acct"] = "Get-MusterAccounting",
        ["agent"] = "Start-MusterAgent",
        ["agent start"] = "Start-MusterAgent",
        ["agent status"] = "Get-MusterAgent",
        ["agent stop"] = "Stop-MusterAgent",
        ["cancel"] = "Stop-MusterRun",
        ["delete"] = "Remove-MusterRun",
        ["doctor"] = "Test-MusterHealth",
        ["engine start"] = "Start-MusterEngine",
        ["engine stop"] = "Stop-MusterEngine",
        ["hold"] = "Suspend-MusterRun",
        ["list"] = "Get-MusterRun",
        ["logs"] = "Get-MusterLog",
        ["offers"] = "Get-MusterOffer",
        ["platform deploy"] = "Update-MusterPlatform",
        ["points"] = "Get-MusterPoint",
        ["release"] = "Resume-MusterRun",
        ["report"] = "New-MusterReport",
        ["results"] = "Get-MusterResult",
        ["retry"] = "Restart-MusterRun",
        ["status"] = "Get-MusterRun",
        ["submit"] = "Submit-MusterRun",
        ["template list"] = "Get-MusterTemplate",
        ["template show"] = "Get-MusterTemplate",
        ["update"] = "Set-MusterRun",
        ["validate"] = "Test-MusterSpec",
        ["wait"] = "Wait-MusterRun",
        ["why"] = "Get-MusterWaitReason",
    };

    private static readonly Dictionary<string, string> Options = new(StringComparer.Ordinal)
    {
        ["after"] = "-After",
        ["all"] = "-All",
        ["app"] = "-App",
        ["attempt"] = "-Attempt",
        ["best"] = "-Best",
        ["endpoint-url"] = "-EndpointUrl",
        ["failed"] = "-FailedOnly",
        ["follow"] = "-Follow",
        ["force"] = "-Force",
        ["from"] = "-From",
        ["job"] = "-Job",
        ["limit"] = "-First",
        ["max-concurrent"] = "-MaxConcurrent",
        ["metric"] = "-Metric",
        ["now"] = "-Now",
        ["output"] = "-Path",
        ["path"] = "-File",
        ["point"] = "-Index",
        ["pool"] = "-Pool",
        ["priority"] = "-Priority",
        ["profile"] = "-ProfileName",
        ["region"] = "-Region",
        ["since"] = "-Since",
        ["state"] = "-State",
        ["stderr"] = "-ErrorStream",
        ["store"] = "-Store",
        ["tail"] = "-Tail",
        ["timeout"] = "-Timeout",
        ["token"] = "-ClientToken",
        ["type"] = "-Type",
        ["var"] = "-Variable",
        ["wait"] = "-Wait",
        ["where"] = "-Where",
    };

    /// <summary>The text with cmdlets and parameters in place of commands and options; what has no counterpart stays as it is.</summary>
    public static string Of(string text) => OptionPattern().Replace(CommandPattern().Replace(WithVariables(text).Replace(Detach, NoWait, StringComparison.Ordinal), CommandOf), OptionOf);

    /// <summary>The text with a hashtable in place of the options that give a template's variables, whose dots end the sentence.</summary>
    public static string WithVariables(string text) => VariablesPattern().Replace(text, match =>
        $"-Variable @{{ {string.Join("; ", match.Groups["name"].Captures.Select(name => $"{name.Value} = '...'"))} }}.");

    private static string CommandOf(Match match) =>
        Commands.TryGetValue(match.Groups["both"].Value, out var both) ? both
        : Commands.TryGetValue(match.Groups["first"].Value, out var one) ? $"{one}{match.Groups["rest"].Value}"
        : match.Value;

    private static string OptionOf(Match match) => Options.GetValueOrDefault(match.Groups["name"].Value, match.Value);

    [GeneratedRegex(@"(?<![\w/])muster (?<both>(?<first>[a-z]+)(?<rest>( [a-z]+)?))\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CommandPattern();

    [GeneratedRegex(@"(?<![\w-])--var (?<name>\w+)=\.\.\.( --var (?<name>\w+)=\.\.\.)*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VariablesPattern();

    [GeneratedRegex(@"(?<![\w-])--(?<name>[a-z][a-z-]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OptionPattern();
}
