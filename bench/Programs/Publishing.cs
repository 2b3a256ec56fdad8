using System.Diagnostics;

namespace Muster.Bench.Programs;

/// <summary>Publishes programs as they are released: one file that needs no runtime, compiled ahead of time where that is possible.</summary>
internal static class Publishing
{
    // One file asks for a package more, which has no place in the lock files of the repository: hence one beside them.
    private static readonly string[] Manner =
    [
        "-c", "Release", "-r", "linux-x64", "--self-contained", "-p:PublishSingleFile=true", "-p:PublishReadyToRun=true",
        "-p:NuGetLockFilePath=obj/publish.lock.json", "-v", "quiet", "--nologo",
    ];

    // The profile of the functions adds trimming to that, and has no need of the analyzer for single files.
    private static readonly string[] MannerOfFunctions =
    [
        "-c", "Release", "-r", "linux-x64", "--self-contained", "-p:PublishSingleFile=true", "-p:PublishReadyToRun=true", "-p:PublishTrimmed=true", "-p:EnableSingleFileAnalyzer=false",
        "-p:DebugType=none", "-p:NuGetLockFilePath=obj/publish.lock.json", "-v", "quiet", "--nologo",
    ];

    // What functions/Muster.Functions.csproj says.
    private const string SettingsOfFunctions =
        "<PublishReadyToRunComposite>true</PublishReadyToRunComposite><PublishReadyToRunCrossgen2ExtraArgs>--instruction-set:x86-64-v3</PublishReadyToRunCrossgen2ExtraArgs>"
        + "<MetricsSupport>false</MetricsSupport><HttpActivityPropagationSupport>false</HttpActivityPropagationSupport>";

    private const string Line = """Console.WriteLine("Hello, world");""";

    // A custom runtime at its simplest, as https://docs.aws.amazon.com/lambda/latest/dg/runtimes-walkthrough.html has it.
    private const string Loop = """
        var api = $"http://{Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")}/2018-06-01/runtime/invocation/";
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        while (true)
        {
            using var next = await client.GetAsync($"{api}next");
            var id = next.Headers.GetValues("Lambda-Runtime-Aws-Request-Id").First();
            await next.Content.ReadAsStringAsync();
            using var answer = await client.PostAsync($"{api}{id}/response", new StringContent("\"Hello, world\"", System.Text.Encoding.UTF8, "application/json"));
            answer.EnsureSuccessStatusCode();
        }
        """;

    /// <summary>Publishes the functions by their own profile, as they are deployed.</summary>
    /// <returns>The binary.</returns>
    public static string Functions(string repository) =>
        Publish(Path.Join(repository, "functions"), ["-c", "Release", "-p:PublishProfile=lambda", "-v", "quiet", "--nologo"], Output(repository, "functions"), "bootstrap");

    /// <summary>Publishes a program that prints one line, in the manner and with the very settings of the functions.</summary>
    /// <returns>The executable.</returns>
    public static string HelloFunction(string repository, TemporaryFolder folder) =>
        Publish(WriteHello(folder, "hello-function", Line, isGcConcurrent: true, SettingsOfFunctions), MannerOfFunctions, Output(repository, "hello-function"), "hello-function");

    /// <summary>Publishes a function that answers each event with one line, in the same manner and with the same settings.</summary>
    /// <returns>The executable.</returns>
    public static string HelloEvent(string repository, TemporaryFolder folder) =>
        Publish(WriteHello(folder, "hello-event", Loop, isGcConcurrent: true, SettingsOfFunctions), MannerOfFunctions, Output(repository, "hello-event"), "hello-event");

    /// <summary>Publishes the command.</summary>
    /// <returns>The executable.</returns>
    public static string Muster(string repository) => Publish(Path.Join(repository, "cli"), Manner, Output(repository, "muster"), "muster");

    /// <summary>Publishes a program that prints one line, with the very settings of the command.</summary>
    /// <returns>The executable.</returns>
    public static string HelloWorld(string repository, TemporaryFolder folder) => Publish(WriteHello(folder, "hello", Line, isGcConcurrent: false, ""), Manner, Output(repository, "hello"), "hello");

    private static string WriteHello(TemporaryFolder folder, string name, string program, bool isGcConcurrent, string settings)
    {
        folder.Write($"{name}/Program.cs", program);
        return folder.Write($"{name}/{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <InvariantGlobalization>true</InvariantGlobalization>
                <TieredPGO>false</TieredPGO>
                <EventSourceSupport>false</EventSourceSupport>
                <ServerGarbageCollector>false</ServerGarbageCollector>
                <ConcurrentGarbageCollection>{(isGcConcurrent ? "true" : "false")}</ConcurrentGarbageCollection>
                {settings}
              </PropertyGroup>
            </Project>
            """);
    }

    private static string Output(string repository, string name) => Path.Join(repository, "bench", "bin", "published", name);

    private static string Publish(string project, string[] manner, string output, string name)
    {
        Console.Error.WriteLine($"Publishing {name} …");
        // Publishing over an earlier result leaves out what it believes to be there, the native libraries among it.
        if (Directory.Exists(output))
            Directory.Delete(output, recursive: true);
        Run(["publish", project, .. manner, "-o", output]);
        return Path.Join(output, name);
    }

    /// <summary>Runs the SDK's own program.</summary>
    /// <exception cref="BenchException">It failed.</exception>
    public static void Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw BenchException.CommandFailed($"dotnet {string.Join(' ', arguments)}", process.ExitCode, text);
    }
}
