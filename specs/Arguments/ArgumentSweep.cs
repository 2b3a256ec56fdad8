using Muster.Specs.Sweeps;
using Muster.Sweeps;

namespace Muster.Specs;

/// <summary>A sweep that is given as a command line, without a file.</summary>
public sealed record ArgumentSweep
{
    /// <summary>The program and its arguments, in which <c>{name}</c> stands for a parameter; not empty.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Absolute path of the directory that it was given in.</summary>
    public required string Folder { get; init; }

    /// <summary>Settings; see <see cref="OptionText"/>. Its name is empty when none was given: then it is the program's.</summary>
    public required SweepSpec Settings { get; init; }

    /// <summary>The grid's axes, each as <c>NAME=VALUES</c>; the last varies fastest. Not with <see cref="From"/>.</summary>
    public IReadOnlyList<string> Grid { get; init; } = [];

    /// <summary>Where points come from; null: from the grid, or there is one.</summary>
    public PointInput? From { get; init; }

    /// <summary>The settings before any is given.</summary>
    public static SweepSpec NoSettings { get; } = new() { Name = "" };

    /// <summary>Reads it strictly: all that is wrong is told at once.</summary>
    /// <param name="openRows">As of <see cref="SweepFile.Read(string, Func{Stream})"/>.</param>
    public SweepReading Read(Func<Stream> openRows)
    {
        using var sink = new RowSink(openRows);
        return new Muster.Specs.Arguments.ArgumentSweepReader(this, sink).Read();
    }
}
