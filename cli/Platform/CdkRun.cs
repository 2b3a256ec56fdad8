namespace Muster.Cli.Platform;

/// <summary>Has the CDK do something with the deployment's app, after looking whether it can.</summary>
/// <param name="context">The command's world.</param>
/// <param name="folder">Absolute path of the app's folder, which has <c>cdk.json</c> and <c>package.json</c>.</param>
internal sealed class CdkRun(CommandContext context, string folder)
{
    /// <summary>The profile of the shared AWS configuration; null: as the environment says.</summary>
    public string? Profile { get; init; }

    /// <summary>Looks whether the CDK can be run here.</summary>
    /// <param name="needsCredentials">Whether it is to talk to AWS.</param>
    /// <returns>What is deployed.</returns>
    /// <exception cref="UsageException">It cannot.</exception>
    public DeploymentPlan Look(bool needsCredentials)
    {
        var file = Path.Join(folder, "cdk.json");
        if (!File.Exists(file))
            throw new UsageException($"There is no {file}. Name the folder of the deployment's app, which has cdk.json, by --app.");
        var content = File.ReadAllBytes(file);
        if (CdkContext.FindProblem(file, content) is { } problem)
            throw new UsageException($"{problem} See docs/aws.md.");
        if (!Directory.Exists(Path.Join(folder, "node_modules", "aws-cdk")))
            throw new UsageException($"The CDK is not installed in {folder}. Install the version that belongs to it: npm ci");
        if (needsCredentials && Profile is null && !HasCredentials())
            throw new UsageException("No AWS credentials are in the environment. Name a profile by --profile or AWS_PROFILE, or sign in: aws sso login, or aws configure.");
        return DeploymentPlan.Read(content);
    }

    /// <summary>Runs a verb of the CDK.</summary>
    /// <param name="cancel">Ends the wait.</param>
    /// <param name="words">The verb and its options.</param>
    /// <exception cref="StepFailedException">It failed.</exception>
    /// <exception cref="UsageException">Node.js is not there.</exception>
    public async Task RunAsync(CancellationToken cancel, params IReadOnlyList<string> words)
    {
        string[] arguments = ["--no-install", "cdk", .. words, .. Profile is { } profile ? (string[])["--profile", profile] : []];
        var code = await new ToldProgram(context, folder).RunAsync("npx", arguments, ("The CDK runs on Node.js, whose npx was not found", "Install Node.js 22 or later."), cancel);
        if (code != 0)
            throw new StepFailedException($"The CDK ended with exit code {code}; what it said stands above.");
    }

    /// <summary>Whether any of the usual places names credentials; whether they hold, only AWS can tell.</summary>
    private bool HasCredentials() =>
        ((string[])["AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_WEB_IDENTITY_TOKEN_FILE"])
            .Any(name => context.Environment(name) is { Length: > 0 })
        || (context.Environment("HOME") is { Length: > 0 } home && (File.Exists(Path.Join(home, ".aws", "config")) || File.Exists(Path.Join(home, ".aws", "credentials"))));
}
