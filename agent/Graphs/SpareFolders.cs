using Muster.Agent.Processes.Linux;
using Muster.Agent.Results;

namespace Muster.Agent.Graphs;

/// <summary>
/// Makes the folders of jobs out of those that earlier jobs left as they got them: a folder is renamed for the next job, which takes a fraction of the time
/// of removing one and making another (<see cref="SlotDirectory"/> does the same for points). Safe for use by several threads.
/// </summary>
internal sealed class SpareFolders : IDisposable
{
    private readonly Lock gate = new();
    private readonly HashSet<string> spares = new(StringComparer.Ordinal);
    private FreshFolder? fresh;

    /// <summary>Makes an empty folder; what is at its path is removed.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="aside">Where what is at its path is moved to, if it cannot be removed; null: nowhere, and it is told.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public void MakeEmpty(string path, string? aside = null)
    {
        if (TryUse(path))
            return;
        if (Directory.Exists(path))
            Clear(path, aside);
        Make(path);
    }

    /// <summary>Makes a folder, unless it is there: then it stays, with all in it.</summary>
    /// <param name="path">Absolute path.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public void Ensure(string path)
    {
        if (!TryUse(path) && !Directory.Exists(path))
            Make(path);
    }

    /// <summary>A job is done with a folder.</summary>
    /// <param name="path">Absolute path.</param>
    /// <returns>Whether it was kept for the next: nothing was ever in it, and nothing is where it was, for anybody else.</returns>
    public bool TryKeep(string path)
    {
        lock (gate)
        {
            if (fresh?.IsUntouched(path) != true)
                return false;
            spares.Add(path);
            return true;
        }
    }

    /// <summary>Removes what was kept.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            foreach (var path in spares)
                PointDirectories.TryRemove(path);
            spares.Clear();
        }
    }

    private static void Clear(string path, string? aside)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception error) when (aside is not null && (error is IOException or UnauthorizedAccessException))
        {
            Directory.Move(path, aside);
        }
    }

    private bool TryUse(string path)
    {
        lock (gate)
        {
            if (spares.Remove(path))
                return true;
            if (spares.Count == 0)
                return false;
            var spare = spares.First();
            spares.Remove(spare);
            if (LibC.Rename(spare, path) == 0)
                return true;
            PointDirectories.TryRemove(spare);
            return false;
        }
    }

    private void Make(string path)
    {
        Directory.CreateDirectory(path);
        lock (gate)
            fresh = FreshFolder.Mark(path);
    }
}
