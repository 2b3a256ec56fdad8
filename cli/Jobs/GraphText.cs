using Muster.Cli.Rendering;
using Muster.Graphs;
using Muster.Jobs;

namespace Muster.Cli.Jobs;

/// <summary>A graph's tree as text.</summary>
internal static class GraphText
{
    private const int MostNamed = 3;

    /// <summary>The job of a line, with what leads to it.</summary>
    public static string Of(GraphTreeLine line, GraphSpec graph, Screen screen)
    {
        var rails = string.Concat(Enumerable.Range(1, line.Depth).Select(depth => Rail(line, depth, screen)));
        return $"{rails}{graph.Jobs[line.Job].Id}{Named(line, graph)}";
    }

    private static string Rail(GraphTreeLine line, int depth, Screen screen) => (depth == line.Depth, line.HasRail(depth)) switch
    {
        (true, true) => screen.IsUnicode ? "├─ " : "|- ",
        (true, false) => screen.IsUnicode ? "└─ " : "`- ",
        (false, true) => screen.IsUnicode ? "│  " : "|  ",
        (false, false) => "   ",
    };

    private static string Named(GraphTreeLine line, GraphSpec graph)
    {
        if (line.Named.Count == 0)
            return "";
        var names = string.Join(", ", line.Named.Take(MostNamed).Select(job => graph.Jobs[job].Id));
        return $" ({(line.IsBelowParent ? "also " : "")}after {names}{(line.Named.Count > MostNamed ? $" and {line.Named.Count - MostNamed} more" : "")})";
    }
}
