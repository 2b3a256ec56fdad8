namespace Muster.Tests.Agent;

/// <summary>A folder of one test, removed after it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("muster-test-").FullName;

    public string this[string relative] => System.IO.Path.Join(Path, relative);

    /// <summary>Writes a file, and the folders on its way.</summary>
    public string Write(string relative, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[relative])!);
        File.WriteAllText(this[relative], text);
        return this[relative];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
