using System.Text.RegularExpressions;
using Muster.Tests.Agent;
using Muster.Tests.Packaging;

[assembly: AssemblyFixture(typeof(VersionCases))]

namespace Muster.Tests.Packaging;

/// <summary>Folders in which <c>build/Version.targets</c> finds one thing or another, and what it makes of each: one build tells all.</summary>
public sealed class VersionCases : IDisposable
{
    private const string Repositories =
        """
        set -e
        git() { command git -c user.name=t -c user.email=t@localhost -c init.defaultBranch=main -c advice.detachedHead=false "$@"; }
        commit() { echo "$1" >> "$1"; git add . && git commit -qm "$1"; }
        new() { cp -r base "$1"; cd "$1"; git init -q; commit one; }

        new untagged; commit two; cd ..
        new other-tag; git tag nightly; cd ..
        new tagged; git tag v1.2.3; cd ..
        new annotated; git tag -a -m r v1.2.3; cd ..
        new after; git tag v1.2.3; commit two; commit three; cd ..
        new changed; git tag v1.2.3; echo more >> one; cd ..
        new untracked; git tag v1.2.3; echo more > two; cd ..
        new changed-after; git tag v1.2.3; commit two; echo more >> one; cd ..
        new candidate; git tag v1.3.0-rc.1; cd ..
        new after-candidate; git tag v1.3.0-rc.1; commit two; cd ..
        new wrong-tag; git tag v1.2; cd ..
        git clone -q --depth 1 "file://$PWD/untagged" shallow
        git clone -q --depth 1 "file://$PWD/tagged" shallow-tagged
        git -C after worktree add -q --detach "$PWD/worktree"
        for name in untagged tagged after candidate; do
          mkdir "archive-$name"
          git -C "$name" archive HEAD | tar -x -C "archive-$name"
        done
        cp -r base no-git
        mkdir broken; echo nonsense > broken/.git

        for name in */; do
          name=${name%/}
          [ ! -e "$name/.git" ] || [ "$name" = broken ] || echo "$name $(git -C "$name" rev-parse HEAD)" >> commits
        done
        # Around them all is another repository, whose version is not theirs.
        git init -q . && git add commits && git commit -qm around && git tag v7.7.7
        """;

    private const string Show =
        """
        <Project>
          <PropertyGroup><VersionPrefix>0.1.0</VersionPrefix></PropertyGroup>
          <Import Project="$(Targets)" />
          <Target Name="Show" DependsOnTargets="StampVersion">
            <Message Importance="high" Text="@$(Case) $(Version) $(PackageVersion) $(InformationalVersion) [@(AssemblyMetadata->'%(Identity) %(Value)')]" />
          </Target>
          <Target Name="All">
            <ItemGroup><Case Include="$([System.IO.Directory]::GetDirectories('$(MSBuildThisFileDirectory)'))" /></ItemGroup>
            <MSBuild Projects="$(MSBuildThisFileFullPath)" Targets="Show" Properties="VersionRoot=%(Case.Identity)/;Case=%(Case.Filename)" ContinueOnError="true" />
          </Target>
        </Project>
        """;

    private readonly TemporaryFolder folder = new();
    private readonly Lazy<Task<string>> answer;

    public VersionCases() => answer = new(RunAsync);

    /// <summary>Everything that the build said.</summary>
    public Task<string> TextAsync() => answer.Value;

    /// <summary>The version that a case was given, its commit's hash in short written as HASH.</summary>
    public async Task<string> VersionAsync(string name)
    {
        var match = Line(name).Match(await TextAsync());
        Assert.True(match.Success, $"Nothing was said of {name}:\n{await TextAsync()}");
        var version = match.Groups["version"].Value;
        Assert.Equal(version, match.Groups["package"].Value);
        Assert.Equal(version, match.Groups["informational"].Value);
        return CommitOf(name) is { } hash ? version.Replace($"+g{hash[..10]}", "+gHASH", StringComparison.Ordinal) : version;
    }

    /// <summary>The commit that a case was stamped with; null: none.</summary>
    public async Task<string?> StampedCommitAsync(string name) =>
        Line(name).Match(await TextAsync()).Groups["commit"] is { Success: true, Value: var commit } ? commit : null;

    /// <summary>The commit that a case stands on; null: none.</summary>
    public string? CommitOf(string name)
    {
        var source = name.StartsWith("archive-", StringComparison.Ordinal) ? name["archive-".Length..] : name;
        return File.ReadLines(folder["commits"]).Select(line => line.Split(' ')).FirstOrDefault(line => line[0] == source)?[1];
    }

    public void Dispose() => folder.Dispose();

    private async Task<string> RunAsync()
    {
        var build = Path.Join(Repository.Folder, "build");
        folder.Write("base/build/archive-version.txt", await File.ReadAllTextAsync(Path.Join(build, "archive-version.txt")));
        folder.Write("base/.gitattributes", await File.ReadAllTextAsync(Path.Join(Repository.Folder, ".gitattributes")));
        await Tool.RunAsync(folder.Path, "bash", "-c", Repositories);
        var project = folder.Write("show.proj", Show);
        return (await Tool.TryAsync(folder.Path, Tool.Dotnet, "msbuild", project, "-t:All", $"-p:Targets={Path.Join(build, "Version.targets")}", "-v:minimal", "-nologo", "-m:1")).Text;
    }

    private static Regex Line(string name) => new(
        $@"@{Regex.Escape(name)} (?<version>\S+) (?<package>\S+) (?<informational>\S+) \[(Commit (?<commit>[0-9a-f]+))?\]",
        RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
}
