namespace Muster.Aws.Contracts;

/// <summary>The names of a deployment's tables. Whoever deploys them and whoever uses them take them from here.</summary>
/// <param name="Deployment">The deployment's name, as in <c>aws://REGION/NAME</c>: 1 to 32 lower-case letters, digits and hyphens.</param>
public sealed record TableNames(string Deployment)
{
    /// <summary>Runs, chunks, hints, workers and grant books.</summary>
    public string Records => $"muster-{Deployment}-records";

    /// <summary>Intents: the only table with a stream.</summary>
    public string Intents => $"muster-{Deployment}-intents";
}
