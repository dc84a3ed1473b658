using System.Net;
using System.Net.Http.Headers;
using Crm.Testing;

namespace Crm.Kernel.Tests.Security;

public sealed class LimitsOfWhatIsSent
{
    [Fact]
    public async Task What_is_open_to_everybody_takes_so_many_posts_a_minute_from_an_address_and_then_says_so()
    {
        await using var host = await TestHost.StartAsync(new TestHostOptions { Clock = new TestClock(standsStill: true) });
        await host.SetupTenantAsync(features: ["Crm.Users"], change: settings => settings["Crm_Public:PostsPerMinute"] = "5");
        using var browser = host.Browse();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 6; i++)
        {
            using var answer = await browser.SubmitAsync("/login", [new("culture", "en")], "/language");
            answers.Add(answer.StatusCode);
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.Redirect, 5), HttpStatusCode.TooManyRequests], answers);
        using var slowed = await browser.TrySignInAsync("admin", TestHost.AdminPassword);
        Assert.Equal(HttpStatusCode.TooManyRequests, slowed.StatusCode);
        Assert.Contains("Wait a minute", await slowed.Content.ReadAsStringAsync());
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await browser.SignInAsync();
    }

    [Fact]
    public async Task A_site_that_waits_for_its_setup_is_paced_too()
    {
        await using var host = await TestHost.StartAsync(new TestHostOptions { Clock = new TestClock(standsStill: true), Configuration = new() { ["OrchardCore:Crm_Public:PostsPerMinute"] = "2" } });
        using var browser = host.Browse();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
        {
            using var answer = await browser.SubmitAsync("/setup", [new("Input.SiteName", "")]);
            answers.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], answers);
    }

    [Theory]
    [InlineData("/login", 40)]
    [InlineData("/account/open/nonsense", 40)]
    [InlineData("/admin/profile", 40)]
    public async Task A_body_that_is_too_large_is_refused_in_a_sentence(string path, int megabytes)
    {
        await using var host = await TestHost.StartAsync();
        await host.SetupTenantAsync(features: ["Crm.Users"]);
        using var browser = await host.Browse().SignInAsync();
        using var body = new ByteArrayContent(new byte[megabytes * 1024 * 1024]);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        using var request = new HttpRequestMessage(HttpMethod.Post, path.TrimStart('/')) { Content = body };
        request.Headers.ExpectContinue = true;
        using var answer = await browser.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("too large", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/admin/profile")]
    public async Task A_form_of_thousands_of_fields_is_refused_and_no_fault(string path)
    {
        await using var host = await TestHost.StartAsync();
        await host.SetupTenantAsync(features: ["Crm.Users"]);
        using var browser = await host.Browse().SignInAsync();
        using var answer = await browser.PostAsync(path, Enumerable.Range(0, 5000).Select(i => KeyValuePair.Create("field" + i, "x")));
        Assert.InRange((int)answer.StatusCode, 400, 499);
        Assert.Contains("too large", await answer.Content.ReadAsStringAsync());
    }
}
