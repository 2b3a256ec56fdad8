using Muster.Bench.Measuring;
using Muster.Bench.Programs;

namespace Muster.Bench;

/// <summary>What all comparisons work with.</summary>
internal sealed class BenchContext : IDisposable
{
    private readonly Lazy<string> muster;
    private readonly Lazy<string> hello;
    private readonly Lazy<string> functions;
    private readonly Lazy<string> helloFunction;
    private readonly Lazy<string> helloEvent;

    private BenchContext(BenchOptions options, string repository)
    {
        (Options, Repository) = (options, repository);
        Timer = new(Folder);
        muster = new(() => options.Muster ?? Publishing.Muster(repository));
        hello = new(() => options.Hello ?? Publishing.HelloWorld(repository, Folder));
        functions = new(() => options.Functions ?? Publishing.Functions(repository));
        helloFunction = new(() => options.HelloFunction ?? Publishing.HelloFunction(repository, Folder));
        helloEvent = new(() => options.HelloEvent ?? Publishing.HelloEvent(repository, Folder));
    }

    /// <summary>What was asked.</summary>
    public BenchOptions Options { get; }

    /// <summary>The repository's root.</summary>
    public string Repository { get; }

    /// <summary>Where everything is written that is measured.</summary>
    public TemporaryFolder Folder { get; } = new();

    /// <summary>Measures commands.</summary>
    public ProcessTimer Timer { get; }

    /// <summary>The published executable; published at first use.</summary>
    public string Muster => muster.Value;

    /// <summary>A hello-world published the same way; published at first use.</summary>
    public string Hello => hello.Value;

    /// <summary>The published binary of the functions; published at first use.</summary>
    public string Functions => functions.Value;

    /// <summary>A hello-world published as that is; published at first use.</summary>
    public string HelloFunction => helloFunction.Value;

    /// <summary>A function that answers each event with one line, published as that is; published at first use.</summary>
    public string HelloEvent => helloEvent.Value;

    /// <summary>A context whose repository is found from the benchmark's own place.</summary>
    public static BenchContext Open(BenchOptions options)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Join(folder.FullName, "Platform.sln")))
                return new(options, folder.FullName);
        }

        throw BenchException.Of($"No Platform.sln above {AppContext.BaseDirectory}. Run the benchmark from its repository: dotnet run -c Release --project bench");
    }

    /// <inheritdoc />
    public void Dispose() => Folder.Dispose();
}
