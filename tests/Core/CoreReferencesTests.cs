using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Muster.Runs;

namespace Muster.Tests.Core;

/// <summary><c>core</c> decides and does nothing: it knows no package, no file, no process, no console and no clock of its own.</summary>
public class CoreReferencesTests
{
    private static readonly string[] ForbiddenTypes =
    [
        "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory", "System.IO.DirectoryInfo", "System.IO.Path",
        "System.IO.RandomAccess", "System.Console", "System.Diagnostics.Process", "System.Diagnostics.Stopwatch",
        "System.Threading.Thread", "System.Threading.Timer", "System.Random", "System.Net.Http.HttpClient", "System.Net.Sockets.Socket",
    ];

    private static readonly string[] ForbiddenMembers =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
        "System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.TimeProvider.get_System", "System.Threading.Tasks.Task.Run", "System.Environment.GetEnvironmentVariable",
        "System.Environment.get_TickCount64", "System.Environment.get_MachineName", "System.Environment.get_ProcessorCount",
    ];

    [Fact]
    public void Core_references_the_base_class_library_alone()
    {
        using var core = Open();
        var metadata = core.GetMetadataReader();

        Assert.All(
            metadata.AssemblyReferences.Select(reference => metadata.GetString(metadata.GetAssemblyReference(reference).Name)),
            name => Assert.True(name.StartsWith("System.", StringComparison.Ordinal), $"core references {name}"));
    }

    [Fact]
    public void Core_uses_no_files_no_processes_no_clock_and_no_chance()
    {
        using var core = Open();
        var metadata = core.GetMetadataReader();
        var types = metadata.TypeReferences.Select(handle => NameOf(metadata, handle)).ToList();
        var members = metadata.MemberReferences
            .Select(handle => metadata.GetMemberReference(handle))
            .Where(member => member.Parent.Kind == HandleKind.TypeReference)
            .Select(member => $"{NameOf(metadata, (TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}");

        Assert.Contains("System.TimeProvider", types); // the reading itself works
        Assert.Empty(types.Intersect(ForbiddenTypes, StringComparer.Ordinal));
        Assert.Empty(members.Intersect(ForbiddenMembers, StringComparer.Ordinal));
    }

    private static PEReader Open() => new(File.OpenRead(typeof(RunId).Assembly.Location));

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }
}
