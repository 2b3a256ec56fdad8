namespace Muster.Tests.Packaging;

/// <summary>The steps of a Containerfile.</summary>
/// <param name="Steps">In their order.</param>
internal sealed record ContainerSteps(IReadOnlyList<ContainerStep> Steps)
{
    /// <summary>Reads the repository's.</summary>
    public static ContainerSteps Read()
    {
        var text = string.Join('\n', File.ReadLines(Path.Join(Repository.Folder, "Containerfile")).Where(line => !line.StartsWith('#')));
        var lines = text.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var stage = -1;
        return new([.. lines.Select(line => line.Split(' ', 2)).Select(parts => new ContainerStep(parts[0] == "FROM" ? ++stage : stage, parts[0], parts[1].Trim()))]);
    }

    /// <summary>What follows an instruction, each time that it stands in a stage.</summary>
    /// <param name="stage">The stage, from 0.</param>
    /// <param name="name">The instruction.</param>
    public IReadOnlyList<string> Of(int stage, string name) => [.. Steps.Where(step => step.Stage == stage && step.Name == name).Select(step => step.Text)];
}

/// <summary>One step.</summary>
/// <param name="Stage">Its stage, from 0.</param>
/// <param name="Name">The instruction.</param>
/// <param name="Text">What follows it.</param>
internal sealed record ContainerStep(int Stage, string Name, string Text);
