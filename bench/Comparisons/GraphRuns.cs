using Muster.Bench.Measuring;

namespace Muster.Bench.Comparisons;

/// <summary>Runs a graph of jobs once, each time from nothing.</summary>
internal static class GraphRuns
{
    /// <summary>The whole <c>muster submit</c> on a store that is not there yet, to the durable end of the run.</summary>
    public static Sample Muster(BenchContext bench, string queue)
    {
        var store = bench.Folder.NewPath("store");
        var sample = bench.Timer.Time($"'{bench.Muster}' submit '{queue}' --store '{store}'");
        Directory.Delete(store, recursive: true);
        return sample;
    }

    /// <summary>Another tool, in a folder of its own with the folder <c>done</c> in it.</summary>
    public static Sample InOwnFolder(BenchContext bench, string script)
    {
        var folder = bench.Folder.NewPath("others");
        Directory.CreateDirectory(Path.Join(folder, "done"));
        var sample = bench.Timer.Time(script, folder);
        Directory.Delete(folder, recursive: true);
        return sample;
    }
}
