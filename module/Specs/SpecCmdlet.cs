using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using Muster.PowerShell.Pipeline;
using Muster.Units;

namespace Muster.PowerShell.Specs;

/// <summary>The base of cmdlets that put specs together.</summary>
public abstract class SpecCmdlet : MusterCmdlet
{
    /// <summary>The longest time that one attempt may take, such as <c>90s</c> or <c>1h30m</c>, or in seconds; of a queue, that all jobs together may take.</summary>
    [Parameter]
    [TimeArgument]
    public TimeSpan? Timeout { get; set; }

    /// <summary>Environment variables by their names.</summary>
    [Parameter]
    public IDictionary? Env { get; set; }

    /// <summary>Settings as a file has them, for what there is no parameter for, such as <c>@{ tolerated_failures = 2 }</c>.</summary>
    [Parameter]
    public IDictionary? Setting { get; set; }

    /// <summary>An amount of memory as a spec has it: PowerShell reads <c>4GB</c> as a number of bytes.</summary>
    internal static object? MemoryOf(object? memory) =>
        SpecValues.Bare(memory) is int or long or double ? MemorySize.Format(Convert.ToInt64(SpecValues.Bare(memory), CultureInfo.InvariantCulture)) : memory;

    /// <summary>Reads the spec, saves it where that is wished, and gives it.</summary>
    internal static async Task FinishAsync(SpecDraft draft, string kind, string? outFile, ICmdletSink sink)
    {
        var path = outFile is null ? null : await sink.PathAsync(outFile);
        if (path is not null && !path.EndsWith(".json", StringComparison.Ordinal))
            throw new CmdletException(new(ErrorId.InvalidArgument, ErrorCategory.InvalidArgument, $"-OutFile is {outFile}, but a spec is saved as JSON. Name a file that ends in .json.", outFile));
        var spec = draft.Read(kind, path, path is null ? await sink.PathAsync(".") : Path.GetDirectoryName(path)!);
        if (path is not null && !await sink.MayAsync(path, $"Save the {kind} {spec.Name}"))
            return;
        if (path is not null)
            await File.WriteAllTextAsync(path, $"{spec.Text}\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        sink.Write(spec);
    }
}
