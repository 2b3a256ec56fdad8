namespace Muster.Cli;

/// <summary>Copies bytes as they are, and tells how many there were.</summary>
internal static class CountedCopy
{
    public static async Task<long> RunAsync(Stream from, Stream to, CancellationToken cancel)
    {
        var (buffer, copied) = (new byte[1 << 16], 0L);
        while (await from.ReadAsync(buffer, cancel) is var read and > 0)
        {
            await to.WriteAsync(buffer.AsMemory(0, read), cancel);
            copied += read;
        }

        return copied;
    }
}
