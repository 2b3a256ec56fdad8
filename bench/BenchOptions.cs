using System.Globalization;
using Muster.Bench.Comparisons;

namespace Muster.Bench;

/// <summary>What the benchmark was asked.</summary>
internal sealed record BenchOptions
{
    public static string Help { get; } = $"""
        dotnet run -c Release --project bench -- [options]

          --only NAME            Only this comparison; may be given several times: {string.Join(", ", AllComparisons.Names)}
          --points N             Short points per run of muster and xargs (default 10000)
          --parallel-points N    Short points per run of GNU parallel, compared per point (default: a fifth of --points)
          --rounds N             Rounds; each measures both sides one after the other (default 5)
          --muster FILE          Measure this executable instead of publishing one
          --hello FILE           Measure against this hello-world instead of publishing one
          --functions FILE       Measure this binary of the functions instead of publishing one
          --hello-function FILE  Measure it against this hello-world instead of publishing one
          --hello-event FILE     Measure it against this hello-world of Lambda instead of publishing one
          --quick                Small sizes, one round: shows that all works, not how fast it is
          --write                Put the table into docs/benchmarks.md
        """;

    /// <summary>Names of comparisons; empty: all.</summary>
    public IReadOnlyList<string> Only { get; private init; } = [];

    /// <summary>Short points per run, 1 or more.</summary>
    public int Points { get; private init; } = 10_000;

    /// <summary>Short points per run of GNU parallel, 1 or more; null: a fifth of <see cref="Points"/>.</summary>
    public int? ParallelPoints { get; private init; }

    /// <summary>Rounds, 1 or more.</summary>
    public int Rounds { get; private init; } = 5;

    /// <summary>The executable to measure; null: one is published.</summary>
    public string? Muster { get; private init; }

    /// <summary>The hello-world to measure against; null: one is published.</summary>
    public string? Hello { get; private init; }

    /// <summary>The binary of the functions to measure; null: one is published.</summary>
    public string? Functions { get; private init; }

    /// <summary>The hello-world to measure it against; null: one is published.</summary>
    public string? HelloFunction { get; private init; }

    /// <summary>The hello-world that answers an event, to measure it against; null: one is published.</summary>
    public string? HelloEvent { get; private init; }

    /// <summary>How long the engine works on the million before its memory is read.</summary>
    public TimeSpan EngineWorks { get; private init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether the sizes are too small to judge by.</summary>
    public bool IsQuick { get; private init; }

    /// <summary>Whether the table goes into the documents.</summary>
    public bool Write { get; private init; }

    /// <summary>Whether only help was asked.</summary>
    public bool ShowHelp { get; private init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="BenchException">An option is unknown, or its value cannot be.</exception>
    public static BenchOptions Parse(string[] args)
    {
        var options = new BenchOptions();
        var rest = new Queue<string>(args);
        if (args.Contains("--quick") && args.Contains("--write"))
            throw BenchException.Usage("--quick measures too little to be written down; leave out --quick or --write.");
        while (rest.TryDequeue(out var option))
        {
            options = option switch
            {
                "--only" => options with { Only = [.. options.Only, Name(rest)] },
                "--points" => options with { Points = Number(option, rest) },
                "--parallel-points" => options with { ParallelPoints = Number(option, rest) },
                "--rounds" => options with { Rounds = Number(option, rest) },
                "--muster" => options with { Muster = Executable(option, rest) },
                "--hello" => options with { Hello = Executable(option, rest) },
                "--functions" => options with { Functions = Executable(option, rest) },
                "--hello-function" => options with { HelloFunction = Executable(option, rest) },
                "--hello-event" => options with { HelloEvent = Executable(option, rest) },
                "--quick" => options with { IsQuick = true, Points = 200, Rounds = 1, EngineWorks = TimeSpan.FromSeconds(3) },
                "--write" => options with { Write = true },
                "--help" or "-h" => options with { ShowHelp = true },
                _ => throw BenchException.Usage($"{option} is no option of the benchmark. They are:{Environment.NewLine}{Help}"),
            };
        }

        return options;
    }

    private static string Name(Queue<string> rest) =>
        rest.TryDequeue(out var name) && AllComparisons.Names.Contains(name)
            ? name
            : throw BenchException.Usage($"--only is '{name}'; it is one of: {string.Join(", ", AllComparisons.Names)}.");

    private static string Executable(string option, Queue<string> rest) =>
        rest.TryDequeue(out var path) && File.Exists(path)
            ? Path.GetFullPath(path)
            : throw BenchException.Usage($"{option} is '{path}'; it is an executable file that is there.");

    private static int Number(string option, Queue<string> rest) =>
        rest.TryDequeue(out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw BenchException.Usage($"{option} is '{text}'; it is a whole number, 1 or more.");
}
