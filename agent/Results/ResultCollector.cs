using Muster.Globs;

namespace Muster.Agent.Results;

/// <summary>
/// Finds the files of a point's directory that its patterns name. Folders that are links are not entered, and a link to
/// a file counts only if the file is in the directory too: nothing outside it is ever collected.
/// </summary>
public sealed class ResultCollector
{
    private readonly Glob[] _patterns;

    /// <summary>A collector for some patterns; made once per run.</summary>
    /// <exception cref="FormatException">One of them is no pattern.</exception>
    public ResultCollector(IEnumerable<string> patterns) => _patterns = [.. patterns.Select(Glob.Parse)];

    /// <summary>The regular files that match any of the patterns, as paths relative to the directory with <c>/</c>, in ordinal order.</summary>
    /// <param name="directory">Absolute path of the point's directory; nothing is found when it is not there.</param>
    public IReadOnlyList<string> Find(string directory)
    {
        var found = new List<string>();
        if (_patterns.Length > 0 && Directory.Exists(directory))
            Walk(directory, "", [.. _patterns.Select(pattern => pattern.Start)], found, Path.GetFullPath(directory));
        found.Sort(StringComparer.Ordinal);
        return found;
    }

    /// <summary>As <see cref="Find"/>, but looking only below one folder.</summary>
    /// <param name="directory">Absolute path of the directory that the patterns begin at.</param>
    /// <param name="folder">The folder, relative to it with <c>/</c>; empty: the directory itself.</param>
    public IReadOnlyList<string> FindFrom(string directory, string folder)
    {
        var found = new List<string>();
        var states = Array.ConvertAll(_patterns, pattern => pattern.Start);
        if (folder.Length > 0)
            states = folder.Split('/').Aggregate(states, Next);
        if (_patterns.Length > 0 && Directory.Exists(Path.Join(directory, folder)))
            Walk(Path.Join(directory, folder), folder.Length == 0 ? "" : $"{folder}/", states, found, Path.GetFullPath(directory));
        found.Sort(StringComparer.Ordinal);
        return found;
    }

    private void Walk(string folder, string prefix, GlobState[] states, List<string> found, string top)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            var next = Next(states, entry.Name);
            if (Array.TrueForAll(next, state => state.IsDead)) continue;
            if (entry is DirectoryInfo)
            {
                if (entry.LinkTarget is null) Walk(entry.FullName, $"{prefix}{entry.Name}/", next, found, top);
            }
            else if (IsMatch(next) && IsInside(entry, top) && RegularFiles.Is(entry.FullName))
            {
                found.Add(prefix + entry.Name);
            }
        }
    }

    private GlobState[] Next(GlobState[] states, string name)
    {
        var next = new GlobState[states.Length];
        for (var i = 0; i < states.Length; i++) next[i] = _patterns[i].After(states[i], name);
        return next;
    }

    private bool IsMatch(GlobState[] states) => states.Where((state, i) => _patterns[i].IsMatch(state)).Any();

    /// <summary>A link's final target is looked up with its own folder's links resolved as well, so that none leads outside unseen.</summary>
    private static bool IsInside(FileSystemInfo entry, string top)
    {
        if (entry.LinkTarget is null) return true;
        try
        {
            return RealPath.Of(entry.FullName) is { } real && RealPath.Of(top) is { } realTop && real.StartsWith(realTop.TrimEnd('/') + "/", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // links in a circle
        }
    }
}
