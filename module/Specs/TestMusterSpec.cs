using System.Management.Automation;
using Muster.Cli.Validating;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Views;

namespace Muster.PowerShell.Specs;

/// <summary>
/// Reads sweep files and queue files strictly, and gives an object for each problem: its file, line and column, what is wrong, and what was likely meant. Nothing is given of files without problems.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "MusterSpec")]
[OutputType(typeof(MusterSpecProblem), typeof(bool))]
public sealed class TestMusterSpec : MusterCmdlet
{
    /// <summary>Sweep files (YAML, JSON or CSV) and queue files (YAML or JSON); wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    public string[] Path { get; set; } = [];

    /// <summary>Gives true for a file without problems and false for one with problems, instead of the problems.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    internal override object? Target => Path is [var only] ? only : null;

    internal override async Task ProcessAsync(ICmdletSink sink, CancellationToken cancel)
    {
        foreach (var path in Path)
        {
            foreach (var file in await sink.PathsAsync(path))
                Check(file, sink);
        }
    }

    private void Check(string file, ICmdletSink sink)
    {
        var reading = FileCheck.Of(file).Reading;
        if (reading.Notice is { } notice)
            sink.Tell($"{file}: {notice}");
        if (IsOn(Quiet))
            sink.Write(reading.Errors.Count == 0);
        else
            reading.Errors.ToList().ForEach(error => sink.Write(new MusterSpecProblem(error)));
    }
}
