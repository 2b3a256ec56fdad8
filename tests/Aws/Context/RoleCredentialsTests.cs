using System.Net;
using System.Text;
using System.Web;
using Amazon.Runtime;
using Muster.Aws;
using Muster.Aws.Context;

namespace Muster.Tests.Aws.Context;

/// <summary>A role that is assumed at a stand-in for STS on loopback.</summary>
public sealed class RoleCredentialsTests : IDisposable
{
    private static readonly AssumedRole s_role = new("arn:aws:iam::111122223333:role/muster-team-agent", "i-0abc")
    {
        ExternalId = "team-external", Tags = new Dictionary<string, string> { ["muster:run"] = "r0123456789abcde" },
    };

    private readonly HttpListener sts = new();
    private readonly Uri address = new($"http://127.0.0.1:{OneAnswer.FreePort()}/");
    private readonly List<System.Collections.Specialized.NameValueCollection> asked = [];
    private (int Status, string Body) answer = (200, """
        <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
        <AccessKeyId>ASIATEST</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
        </Credentials></AssumeRoleResult></AssumeRoleResponse>
        """);

    public RoleCredentialsTests()
    {
        sts.Prefixes.Add(address.AbsoluteUri);
        sts.Start();
        _ = ServeAsync();
    }

    public void Dispose() => sts.Close();

    [Fact]
    public async Task A_role_is_assumed_once_with_the_run_as_session_tag()
    {
        var credentials = Credentials();

        var first = await credentials.GetCredentialsAsync();
        await credentials.GetCredentialsAsync();

        Assert.Equal(("ASIATEST", "secret", "token"), (first.AccessKey, first.SecretKey, first.Token));
        var question = Assert.Single(asked);
        Assert.Equal(
            ("AssumeRole", s_role.Arn, "i-0abc", "team-external", "muster:run", "r0123456789abcde"),
            (question["Action"], question["RoleArn"], question["RoleSessionName"], question["ExternalId"], question["Tags.member.1.Key"], question["Tags.member.1.Value"]));
    }

    [Fact]
    public async Task A_role_that_is_refused_is_told_with_what_its_trust_must_allow()
    {
        answer = (403, """<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User: arn:aws:sts::1:assumed-role/instance is not authorized to perform: sts:TagSession</Message></Error></ErrorResponse>""");

        Assert.Equal(
            "The role arn:aws:iam::111122223333:role/muster-team-agent cannot be assumed as i-0abc (AssumeRole): User: arn:aws:sts::1:assumed-role/instance is not authorized to perform: sts:TagSession. Its trust must allow sts:AssumeRole and sts:TagSession to this machine's role, with the external id that was given.",
            (await Assert.ThrowsAsync<AwsProblemException>(Credentials().GetCredentialsAsync)).Message);
    }

    private RoleCredentials Credentials() => new(new BasicAWSCredentials("none", "none"), s_role, config =>
    {
        (config.ServiceURL, config.AuthenticationRegion) = (address.AbsoluteUri, "eu-central-1");
        return config;
    });

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await sts.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                asked.Add(HttpUtility.ParseQueryString(await reader.ReadToEndAsync()));
                context.Response.StatusCode = answer.Status;
                context.Response.ContentType = "text/xml";
                context.Response.OutputStream.Write(Encoding.UTF8.GetBytes(answer.Body));
                context.Response.Close();
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // It was closed.
        }
    }
}
