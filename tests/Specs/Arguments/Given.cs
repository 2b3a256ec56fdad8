using System.Text;
using Muster.Specs;
using Muster.Sweeps;

namespace Muster.Tests.Specs.Arguments;

/// <summary>Reads sweeps that are given as command lines.</summary>
internal static class Given
{
    /// <summary>A command over a grid.</summary>
    public static ArgumentSweep Grid(string[] axes, params string[] arguments) => new()
    {
        Arguments = arguments.Length == 0 ? ["echo"] : arguments, Folder = "/here", Settings = ArgumentSweep.NoSettings, Grid = axes,
    };

    /// <summary>A command over points of a pipe.</summary>
    public static ArgumentSweep Points(string text, PointFormat? format, params string[] arguments) => Points(new MemoryStream(Encoding.UTF8.GetBytes(text)), format, arguments);

    /// <summary>A command over points of a pipe.</summary>
    public static ArgumentSweep Points(Stream pipe, PointFormat? format, params string[] arguments) =>
        Grid([], arguments) with { From = new("stdin", () => pipe, format) };

    /// <summary>What it comes to: its points, each as the text of its parameters; or what is wrong.</summary>
    public static IReadOnlyList<string> Read(ArgumentSweep sweep)
    {
        using var rows = new MemoryStream();
        var reading = sweep.Read(() => rows);
        if (reading.Spec is not { } spec)
            return [.. reading.Errors.Select(error => error.ToString())];
        var points = new PointSource(spec, reading.Rows is null ? null : RowFileReader.Over(rows.ToArray()));
        return points.Shown();
    }
}
