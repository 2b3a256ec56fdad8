namespace Muster.Bench.Programs;

/// <summary>A folder for all that is written while measuring; removed with everything in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private int last;

    /// <summary>Its absolute path.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("muster-bench-").FullName;

    /// <summary>The path of a file in it.</summary>
    public string PathOf(string name) => Path.Join(Root, name);

    /// <summary>A path in it that was not given out before; nothing is there.</summary>
    public string NewPath(string kind) => PathOf($"{kind}-{++last}");

    /// <summary>Writes a file.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, string text)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Root, recursive: true);
}
