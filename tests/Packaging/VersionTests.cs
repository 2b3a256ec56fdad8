namespace Muster.Tests.Packaging;

/// <summary>The version that a build is stamped with.</summary>
public class VersionTests(VersionCases cases)
{
    [Theory]
    [InlineData("tagged", "1.2.3")]
    [InlineData("annotated", "1.2.3")]
    [InlineData("untracked", "1.2.3")]
    [InlineData("changed", "1.2.4-dev.0+gHASH.dirty")]
    [InlineData("after", "1.2.4-dev.2+gHASH")]
    [InlineData("changed-after", "1.2.4-dev.1+gHASH.dirty")]
    [InlineData("candidate", "1.3.0-rc.1")]
    [InlineData("after-candidate", "1.3.0-rc.1.dev.1+gHASH")]
    [InlineData("untagged", "0.1.0-dev.2+gHASH")]
    [InlineData("other-tag", "0.1.0-dev.1+gHASH")]
    [InlineData("shallow", "0.1.0-dev+gHASH")]
    [InlineData("shallow-tagged", "1.2.3")]
    [InlineData("worktree", "1.2.4-dev.2+gHASH")]
    [InlineData("archive-tagged", "1.2.3")]
    [InlineData("archive-after", "1.2.4-dev.2+gHASH")]
    [InlineData("archive-candidate", "1.3.0-rc.1")]
    [InlineData("archive-untagged", "0.1.0-dev+gHASH")]
    [InlineData("no-git", "0.1.0-dev")]
    [InlineData("broken", "0.1.0-dev")]
    public async Task Version_of_each_state_of_a_repository_is_told(string name, string version)
    {
        Assert.Equal(version, await cases.VersionAsync(name));
        Assert.Equal(cases.CommitOf(name), await cases.StampedCommitAsync(name));
    }

    [Fact]
    public async Task Tag_that_is_no_version_is_an_error() => Assert.Contains(
        "The tag 'v1.2' names no version. Write vMAJOR.MINOR.PATCH or vMAJOR.MINOR.PATCH-PRERELEASE, such as v1.2.3 or v1.3.0-rc.1; or give the version by -p:MusterVersion=VERSION.",
        await cases.TextAsync(), StringComparison.Ordinal);

    [Fact]
    public async Task Repository_that_git_cannot_read_is_told() => Assert.Contains(
        "The version is 0.1.0-dev, because git could not tell it (fatal: invalid gitfile format: ", await cases.TextAsync(), StringComparison.Ordinal);
}
