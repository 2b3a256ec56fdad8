using Muster.Specs;
using Muster.Sweeps;

namespace Muster.Cli.Submitting;

/// <summary>A sweep file that was read, with its rows in a temporary file.</summary>
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

    /// <summary>What came of reading.</summary>
    public SweepReading Reading { get; }

    /// <summary>The points; null when there are errors.</summary>
    public PointSource? Points { get; }

    /// <summary>Opens the row file; null when there are no rows.</summary>
    public Func<Stream>? OpenRows => hasRows ? () => File.OpenRead(rowFile) : null;

    /// <summary>Reads a sweep file.</summary>
    public static ReadSweep Of(string path)
    {
        var rows = Path.GetTempFileName();
        try
        {
            return new(SweepFile.Read(path, () => File.Create(rows)), rows);
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
