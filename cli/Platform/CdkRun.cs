using System.Diagnostics;
using Muster.Agent.Processes;
using Muster.Arguments;

namespace Muster.Cli.Platform;

/// <summary>Has the CDK do something with the deployment's app, after looking whether it can. What it runs is told.</summary>
/// <param name="context">The command's world.</param>
/// <param name="folder">Absolute path of the app's folder, which has <c>cdk.json</c> and <c>package.json</c>.</param>
internal sealed class CdkRun(CommandContext context, string folder)
{
    /// <summary>The profile of the shared AWS configuration; null: as the environment says.</summary>
    public string? Profile { get; init; }

    /// <summary>Runs a verb of the CDK.</summary>
    /// <param name="words">The verb and its options.</param>
    /// <param name="needsCredentials">Whether it talks to AWS.</param>
    /// <param name="cancel">Ends the wait; the CDK hears of it by the terminal itself.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">It cannot be run here.</exception>
    public async Task<int> RunAsync(IReadOnlyList<string> words, bool needsCredentials, CancellationToken cancel)
    {
        Check(needsCredentials);
        var npx = Find("npx");
        string[] arguments = ["--no-install", "cdk", .. words, .. Profile is { } profile ? (string[])["--profile", profile] : []];
        context.Say($"In {folder}: npx {ShellWord.Join(arguments)}");
        var start = new ProcessStartInfo(npx, arguments) { UseShellExecute = false, WorkingDirectory = folder };
        start.Environment["PATH"] = context.Environment("PATH");
        using var process = Process.Start(start) ?? throw new UsageException($"{npx} could not be started.");
        await process.WaitForExitAsync(cancel);
        if (process.ExitCode == 0)
            return ExitCode.Done;
        context.Say($"The CDK ended with exit code {process.ExitCode}; what it said stands above.");
        return ExitCode.Failed;
    }

    private void Check(bool needsCredentials)
    {
        var file = Path.Join(folder, "cdk.json");
        if (!File.Exists(file))
            throw new UsageException($"There is no {file}. Name the folder of the deployment's app, which has cdk.json, by --app.");
        if (CdkContext.FindProblem(file, File.ReadAllBytes(file)) is { } problem)
            throw new UsageException($"{problem} See docs/aws.md.");
        if (!Directory.Exists(Path.Join(folder, "node_modules", "aws-cdk")))
            throw new UsageException($"The CDK is not installed in {folder}. Install the version that belongs to it: npm ci");
        if (needsCredentials && Profile is null && !HasCredentials())
            throw new UsageException("No AWS credentials are in the environment. Name a profile by --profile or AWS_PROFILE, or sign in: aws sso login, or aws configure.");
    }

    /// <summary>Whether any of the usual places names credentials; whether they hold, only AWS can tell.</summary>
    private bool HasCredentials() =>
        ((string[])["AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_WEB_IDENTITY_TOKEN_FILE"])
            .Any(name => context.Environment(name) is { Length: > 0 })
        || (context.Environment("HOME") is { Length: > 0 } home && (File.Exists(Path.Join(home, ".aws", "config")) || File.Exists(Path.Join(home, ".aws", "credentials"))));

    private string Find(string program)
    {
        try
        {
            return new ProgramFinder(folder, context.Environment("PATH")).Find(program);
        }
        catch (StartException error)
        {
            throw new UsageException($"The CDK runs on Node.js, whose {program} was not found: {error.Message.TrimEnd('.')}. Install Node.js 22 or later.");
        }
    }
}
