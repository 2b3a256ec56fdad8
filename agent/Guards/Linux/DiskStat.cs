namespace Muster.Agent.Guards.Linux;

/// <summary>What <c>/proc/diskstats</c> says of the disks.</summary>
internal static class DiskStat
{
    private const int Name = 2, SectorsRead = 5, SectorsWritten = 9, BytesPerSector = 512; // whatever the disk's own sectors are

    /// <summary>Bytes read and written by each whole disk; null: there is none, and then what the machine's files move is not seen.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="isWholeDisk">Whether a device is a disk, and not a part of one.</param>
    /// <exception cref="FormatException">The lines are not as expected.</exception>
    public static IReadOnlyDictionary<string, long>? Parse(IEnumerable<string> lines, Func<string, bool> isWholeDisk)
    {
        var bytes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var words in lines.Select(Readings.Words))
        {
            if (words.Length <= Name)
                throw new FormatException($"'{string.Join(' ', words)}' is no line of a disk.");
            if (!isWholeDisk(words[Name]))
                continue; // parts of disks have fewer words in old kernels
            if (words.Length <= SectorsWritten)
                throw new FormatException($"'{string.Join(' ', words)}' is no line of a disk.");
            bytes[words[Name]] = BytesPerSector * (Readings.Number(words[SectorsRead]) + Readings.Number(words[SectorsWritten]));
        }

        return bytes.Count > 0 ? bytes : null;
    }
}
