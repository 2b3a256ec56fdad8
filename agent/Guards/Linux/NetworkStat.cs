namespace Muster.Agent.Guards.Linux;

/// <summary>What <c>/proc/net/dev</c> says of the network.</summary>
internal static class NetworkStat
{
    private const int Received = 0, Sent = 8;

    /// <summary>Bytes received and sent by each interface but the loopback.</summary>
    /// <exception cref="FormatException">The lines are not as expected.</exception>
    public static IReadOnlyDictionary<string, long> Parse(IEnumerable<string> lines)
    {
        var bytes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in lines.Skip(2))
        {
            // Old kernels leave no space after the colon, and the names of aliases have one in them.
            var colon = line.LastIndexOf(':');
            var counts = Readings.Words(line[(colon + 1)..]);
            if (colon < 0 || counts.Length <= Sent)
                throw new FormatException($"'{line}' is no line of an interface.");
            if (line[..colon].Trim() is var name and not "lo")
                bytes[name] = Readings.Number(counts[Received]) + Readings.Number(counts[Sent]);
        }

        return bytes;
    }
}
