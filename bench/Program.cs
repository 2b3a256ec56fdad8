using Muster.Bench.Comparisons;
using Muster.Bench.Reporting;

namespace Muster.Bench;

/// <summary>Measures Muster against the tools that people use today, side by side in one run.</summary>
internal static class Program
{
    private const int Failed = 1, WrongUsage = 64;

    public static int Main(string[] args)
    {
        try
        {
            var options = BenchOptions.Parse(args);
            if (options.ShowHelp)
                Console.WriteLine(BenchOptions.Help);
            else
                Run(options, args);
            return 0;
        }
        catch (BenchException error)
        {
            Console.Error.WriteLine(error.Message);
            return error.IsUsage ? WrongUsage : Failed;
        }
    }

    private static void Run(BenchOptions options, string[] args)
    {
        using var bench = BenchContext.Open(options);
        var command = string.Join(' ', ["dotnet run -c Release --project bench", .. args.Length == 0 ? args : ["--", .. args]]);
        var report = new Report(command, Machine.Describe(bench.Folder.Root));
        Console.WriteLine(report.Heading);
        foreach (var comparison in AllComparisons.Of(options.Only))
            report.AddAll(comparison.Measure(bench), row => Console.WriteLine(Table.LineOf(row)));
        report.End(Machine.Load());
        Console.WriteLine(options.IsQuick ? "\n--quick: everything ran; these sizes and one round are too little to judge by.\n" : "");
        Console.WriteLine(report.ToMarkdown());
        if (options.Write)
            BenchmarksPage.Write(bench.Repository, report.ToMarkdown());
    }
}
