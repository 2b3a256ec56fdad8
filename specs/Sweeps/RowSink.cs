using Muster.Sweeps;

namespace Muster.Specs.Sweeps;

/// <summary>Writes rows on to a stream that is opened when the first comes. Ends nothing when the reading failed: then nobody wants the file.</summary>
internal sealed class RowSink(Func<Stream> open) : IDisposable
{
    private Stream? _stream;
    private RowFileWriter? _writer;

    public long Count => _writer?.Count ?? 0;

    public void Append(Row row)
    {
        _writer ??= new RowFileWriter(_stream = open());
        _writer.Append(row);
    }

    /// <summary>What was written; null when there were no rows.</summary>
    public RowFileSummary? Complete() => _writer?.Complete();

    public void Dispose()
    {
        _writer?.Dispose();
        _stream?.Dispose();
    }
}
