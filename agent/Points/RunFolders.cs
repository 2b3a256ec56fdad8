namespace Muster.Agent.Points;

/// <summary>Where a run's files are on the machine that runs it.</summary>
/// <param name="root">Absolute path of the run's own folder.</param>
public sealed class RunFolders(string root)
{
    private const long PerFolder = 1000;
    private long lastShard = -1;

    /// <summary>The run's own folder.</summary>
    public string Root { get; } = root;

    /// <summary>Kept output and results.</summary>
    public string Output { get; } = Path.Join(root, "output");

    /// <summary>What runs now, so that the next engine finds what a killed one left.</summary>
    public string Running { get; } = Path.Join(root, "running");

    /// <summary>Exit records of commands that survive their engine.</summary>
    public string Exits { get; } = Path.Join(root, "exits");

    /// <summary>The file that the point on a slot may write its result to. It is no part of the point's directory, so that most directories stay empty.</summary>
    public string ResultFile(string worker, int slot) => Path.Join(Output, $"{worker}-{slot}.result.json");

    /// <summary>A point's own directory; a thousand points share a folder.</summary>
    public string Point(long index) => Path.Join(Root, "points", (index / PerFolder).ToString(), index.ToString());

    /// <summary>Makes the run's folders.</summary>
    public void Create()
    {
        Directory.CreateDirectory(Output);
        Directory.CreateDirectory(Running);
        Directory.CreateDirectory(Exits);
    }

    /// <summary>Makes a point's directory and returns its path.</summary>
    public string CreatePoint(long index)
    {
        var path = Point(index);
        var shard = index / PerFolder;
        if (Interlocked.Read(ref lastShard) != shard)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Interlocked.Exchange(ref lastShard, shard);
        }

        Directory.CreateDirectory(path);
        return path;
    }

    /// <summary>Removes a point's directory if it is empty: most points leave nothing there.</summary>
    public static void RemoveIfEmpty(string path)
    {
        try
        {
            Directory.Delete(path, recursive: false);
        }
        catch (IOException)
        {
            // Not empty: what the point wrote stays.
        }
        catch (UnauthorizedAccessException)
        {
            // The command changed its permissions: likewise.
        }
    }
}
