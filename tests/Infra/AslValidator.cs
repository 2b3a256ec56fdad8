using System.Diagnostics;
using System.Text.Json.Nodes;
using Muster.Tests.Servers;

namespace Muster.Tests.Infra;

/// <summary>Asks asl-validator, an npm package, what is wrong with definitions.</summary>
internal static class AslValidator
{
    /// <summary>What is wrong, by machine; skips the test, saying why, where Node.js or its packages cannot be had.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> WrongAsync(IEnumerable<SynthesizedMachine> machines)
    {
        if (await NodePackages.EnsureAsync() is { } missing)
            Assert.Skip($"Needs asl-validator from npm: {missing}");
        var folder = Directory.CreateTempSubdirectory("muster-asl-").FullName;
        try
        {
            var files = machines.Select((machine, number) => (Path: Path.Join(folder, $"{number}.json"), machine)).ToList();
            foreach (var (path, machine) in files)
                await File.WriteAllTextAsync(path, machine.Definition.ToJsonString());
            using var process = Process.Start(new ProcessStartInfo("node", [Path.Join(Repository.Folder, "tests", "Infra", "validate.cjs"), .. files.Select(file => file.Path)])
            {
                WorkingDirectory = Repository.Folder,
                UseShellExecute = false,
                RedirectStandardOutput = true,
            })!;
            var lines = (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
            await process.WaitForExitAsync();
            Assert.Equal(files.Count, lines.Count);
            return files.Zip(lines).Where(pair => pair.Second["errors"] is not null).ToDictionary(pair => pair.First.machine.Name, pair => pair.Second["errors"]!.GetValue<string>());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
