using System.Buffers.Binary;
using System.Net;
using Crm.Kernel.Hosting;
using Crm.Kernel.Users;
using Crm.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Crm.Users.Tests.SigningIn;

public sealed class Locking(OneTenant site) : LockingOn<OneTenant>(site);

public sealed class LockingOnPostgres(OneTenantOnPostgres site) : LockingOn<OneTenantOnPostgres>(site);

public abstract class LockingOn<TSite>(TSite site) : IClassFixture<TSite> where TSite : OneTenant
{
    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour()
    {
        await site.Host.AddUserAsync(site.Tenant, "locked");
        using var browser = site.Host.Browse();
        for (var i = 0; i < 5; i++)
        {
            (await browser.TrySignInAsync("locked", "wrong " + i)).Dispose();
        }

        Assert.Equal(HttpStatusCode.OK, await TryAsync(browser));
        site.Host.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(HttpStatusCode.Redirect, await TryAsync(browser));
    }

    [Fact]
    public async Task A_disabled_account_is_out_within_seconds()
    {
        var user = await site.Host.AddUserAsync(site.Tenant, "leaver");
        using var browser = await site.Host.Browse().SignInAsync("leaver");
        using var before = await browser.GetAsync("/admin/profile");
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        using var admin = await site.AdminAsync();
        using var disabled = await admin.SubmitAsync($"/admin/users/{user.UserId}", [], $"/admin/users/{user.UserId}?handler=Disable");
        Assert.Equal(HttpStatusCode.Redirect, disabled.StatusCode);
        site.Host.Clock.Advance(TimeSpan.FromSeconds(4));
        using var after = await browser.GetAsync("/admin/profile");
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
        using var again = await browser.TrySignInAsync("leaver", TestHost.AdminPassword);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task Guessing_fast_is_slowed_down_for_a_name_that_does_not_exist_too()
    {
        // Tries are counted by the minute of the clock: all of them in one.
        site.Host.Clock.Advance(TimeSpan.FromSeconds(60 - site.Host.Clock.GetUtcNow().Second));
        using var browser = site.Host.Browse();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 11; i++)
        {
            using var response = await browser.TrySignInAsync("ghost", "guess " + i);
            answers.Add(response.StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    [Fact]
    public async Task A_hash_of_fewer_rounds_than_are_asked_for_is_made_anew_when_its_owner_signs_in()
    {
        await site.Host.AddUserAsync(site.Tenant, "early");
        var early = await site.Host.InTenantAsync(site.Tenant, async services =>
        {
            var users = services.GetRequiredService<UserManager<User>>();
            var user = (await users.FindByNameAsync("early"))!;
            var cheap = new PasswordHasher<User>(Options.Create(new PasswordHasherOptions { IterationCount = 10 }));
            user.PasswordHash = cheap.HashPassword(user, TestHost.AdminPassword);
            await users.UpdateAsync(user);
            return user.PasswordHash;
        });
        Assert.Equal(10u, Rounds(early));
        using var browser = await site.Host.Browse().SignInAsync("early");
        var after = await site.Host.InTenantAsync(site.Tenant, async services => (await services.GetRequiredService<UserManager<User>>().FindByNameAsync("early"))!.PasswordHash!);
        Assert.Equal((uint)new TestHostOptions().PasswordRounds, Rounds(after));
        Assert.True(new CrmHostOptions().Passwords.Rounds >= 210_000); // what OWASP asks of this hash
    }

    // Identity's version 3 holds the rounds in bytes 5 to 8.
    private static uint Rounds(string hash) => BinaryPrimitives.ReadUInt32BigEndian(Convert.FromBase64String(hash).AsSpan(5));

    [Fact]
    public async Task The_hash_is_pbkdf2_and_nowhere_is_the_password()
    {
        var hash = await site.Host.InTenantAsync(site.Tenant, async services => (await services.GetRequiredService<UserManager<User>>().FindByNameAsync("admin"))!.PasswordHash!);
        Assert.Equal(1, Convert.FromBase64String(hash)[0]); // Identity's version 3: PBKDF2 with HMAC-SHA512
    }

    private async Task<HttpStatusCode> TryAsync(TestBrowser browser)
    {
        using var response = await browser.TrySignInAsync("locked", TestHost.AdminPassword);
        return response.StatusCode;
    }
}
