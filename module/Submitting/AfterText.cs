using Muster.Cli.Submitting;
using Muster.Runs;

namespace Muster.PowerShell.Submitting;

/// <summary>What <c>-After</c> says of a run.</summary>
internal static class AfterText
{
    private const string Ok = "ok:";
    private const string Any = "any:";

    /// <summary>Reads it: a run's name or id, which may have <c>ok:</c> or <c>any:</c> before it.</summary>
    public static AfterRun Read(string text) =>
        text.StartsWith(Any, StringComparison.OrdinalIgnoreCase) ? new(text[Any.Length..], DependencyKind.Any)
        : new(text.StartsWith(Ok, StringComparison.OrdinalIgnoreCase) ? text[Ok.Length..] : text, DependencyKind.Ok);
}
