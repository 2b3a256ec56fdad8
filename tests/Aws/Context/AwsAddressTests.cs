using Muster.Aws.Context;

namespace Muster.Tests.Aws.Context;

public sealed class AwsAddressTests
{
    [Theory]
    [InlineData("aws://eu-central-1/team", "eu-central-1", "team")]
    [InlineData("aws://us-gov-west-1/a-1/", "us-gov-west-1", "a-1")]
    [InlineData("aws://ap-southeast-12/abcdefghijklmnopqrstuvwxyz012345", "ap-southeast-12", "abcdefghijklmnopqrstuvwxyz012345")]
    public void An_address_names_region_and_deployment(string text, string region, string deployment)
    {
        Assert.True(AwsAddress.TryParse(text, out var address));

        Assert.Equal((region, deployment, text.TrimEnd('/')), (address.Region, address.Deployment, address.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AWS://eu-central-1/team")]
    [InlineData("aws://eu-central-1")]
    [InlineData("aws://eu-central-1/")]
    [InlineData("aws://eu-central-1/team//")]
    [InlineData("aws://eu-central-1/team/x")]
    [InlineData("aws://eu-central-1/Team")]
    [InlineData("aws://eu-central-1/team\n")]
    [InlineData("aws://eu-central-1/abcdefghijklmnopqrstuvwxyz0123456")]
    [InlineData("aws://e-central-1/team")]
    [InlineData("aws://eu-1/team")]
    [InlineData("aws://eu--1/team")]
    [InlineData("aws://eu-central-/team")]
    [InlineData("aws://eu-central-123/team")]
    [InlineData("aws://eu-central-x/team")]
    [InlineData("aws://eu-Central-1/team")]
    public void What_is_no_address_is_refused(string text) => Assert.False(AwsAddress.TryParse(text, out _));
}
