using System.Runtime.InteropServices;
using Muster.Cli.Templates;
using Muster.Specs;
using Muster.Sweeps;

namespace Muster.Cli.Submitting;

/// <summary>A sweep that was read, with its rows in a temporary file.</summary>
public sealed class ReadSweep : IDisposable
{
    private readonly string rowFile;
    private readonly bool hasRows;

    private ReadSweep(SweepReading reading, string rowFile)
    {
        this.rowFile = rowFile;
        (Reading, hasRows) = (reading, reading.Spec is { RowCount: > 0 });
        if (reading.Spec is { } spec)
            Points = new(spec, hasRows ? OpenPoints() : null);
    }

    /// <summary>The file as it was named; null: there was none.</summary>
    public string? Source { get; private init; }

    /// <summary>What came of reading.</summary>
    public SweepReading Reading { get; }

    /// <summary>The points; null when there are errors.</summary>
    public PointSource? Points { get; }

    /// <summary>Opens the row file; null when there are no rows.</summary>
    public Func<Stream>? OpenRows => hasRows ? () => File.OpenRead(rowFile) : null;

    /// <summary>Reads a sweep file.</summary>
    public static ReadSweep Of(string path) => Of(openRows => SweepFile.Read(path, openRows), path);

    /// <summary>Reads a queue that is given as a template with values.</summary>
    internal static ReadSweep Of(TemplateSource source) => Of(source.Read, source.Listed.File ?? source.Listed.Name);

    /// <summary>Reads a sweep that is given as a command line.</summary>
    public static ReadSweep Of(ArgumentSweep sweep) => Of(sweep.Read);

    /// <summary>Reads a sweep by whatever reads it, which is given what opens the stream for its rows.</summary>
    public static ReadSweep Of(Func<Func<Stream>, SweepReading> read, string? file = null)
    {
        var rows = Path.GetTempFileName();
        // A pipe may be read for long; who interrupts it finds nothing left of it.
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => File.Delete(rows));
        using var ended = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => File.Delete(rows));
        using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, _ => File.Delete(rows));
        try
        {
            return new(read(() => File.Create(rows)), rows) { Source = file };
        }
        catch
        {
            File.Delete(rows);
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose() => File.Delete(rowFile);

    private RowFileReader OpenPoints()
    {
        var file = File.OpenHandle(rowFile);
        return new(RandomAccess.GetLength(file), (offset, into) =>
        {
            while (into.Length > 0)
            {
                var read = RandomAccess.Read(file, into, offset);
                if (read == 0)
                    throw new EndOfStreamException($"{rowFile} ends at byte {offset}.");
                into = into[read..];
                offset += read;
            }
        });
    }
}
