using System.Reflection;
using Muster.Functions;

namespace Muster.Tests.Functions;

/// <summary>The functions parse events, ask <c>core</c> and apply: no YAML, no engine, no agent comes with them.</summary>
public class FunctionReferencesTests
{
    private static readonly Assembly Binary = typeof(Handlers).Assembly;

    [Fact]
    public void Functions_reference_core_and_aws_of_ours_and_nothing_but_the_base_class_library_besides() =>
        Assert.Equal(["Muster.Aws", "Muster.Core"], Binary.GetReferencedAssemblies().Select(reference => reference.Name!).Where(name => !name.StartsWith("System.", StringComparison.Ordinal)).Order());

    [Fact]
    public void Nothing_that_functions_reach_reads_yaml()
    {
        var (seen, left) = (new HashSet<string>(StringComparer.Ordinal), new Queue<Assembly>([Binary]));
        while (left.TryDequeue(out var assembly))
        {
            foreach (var name in assembly.GetReferencedAssemblies().Where(name => !name.Name!.StartsWith("System.", StringComparison.Ordinal) && seen.Add(name.Name!)))
                left.Enqueue(Assembly.Load(name));
        }

        Assert.Contains("AWSSDK.DynamoDBv2", seen); // the reading itself works
        Assert.DoesNotContain(seen, name => name.Contains("Yaml", StringComparison.OrdinalIgnoreCase) || name is "Muster.Specs" or "Muster.Local" or "Muster.Agent" or "muster");
    }
}
