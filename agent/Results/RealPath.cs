namespace Muster.Agent.Results;

/// <summary>A path without links in it.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>The path with every link on the way resolved; null when it leads nowhere.</summary>
    /// <exception cref="IOException">Too many links: they form a circle.</exception>
    public static string? Of(string path)
    {
        var links = 0;
        var rest = new Stack<string>(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        var real = "";
        while (rest.TryPop(out var segment))
        {
            if (segment == ".") continue;
            if (segment == "..")
            {
                real = real[..Math.Max(0, real.LastIndexOf('/'))];
                continue;
            }

            var next = $"{real}/{segment}";
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks) throw new IOException($"{path}: its links form a circle");
            if (target.StartsWith('/')) real = "";
            foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse()) rest.Push(part);
        }

        return Path.Exists(real) ? real : null;
    }
}
