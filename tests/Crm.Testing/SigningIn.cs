using System.Net;
using System.Net.Http.Headers;
using Crm.Kernel.Tenants;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Testing;

/// <summary>Accounts and sign-ins for tests, by the front door.</summary>
public static class SigningIn
{
    /// <summary>Signs in by the sign-in page; throws when it is refused.</summary>
    public static async Task<TestBrowser> SignInAsync(this TestBrowser browser, string name = "admin", string password = TestHost.AdminPassword)
    {
        using var response = await browser.TrySignInAsync(name, password);
        return response.StatusCode == HttpStatusCode.Redirect ? browser : throw new InvalidOperationException($"{name} was not let in: {(int)response.StatusCode}");
    }

    /// <summary>Sends the sign-in form.</summary>
    public static Task<HttpResponseMessage> TrySignInAsync(this TestBrowser browser, string name, string password, string query = "")
        => browser.SubmitAsync("/login" + query, [new("Name", name), new("Password", password)]);

    /// <summary>Makes an account with the password of all test accounts.</summary>
    public static Task<User> AddUserAsync(this TestHost host, ShellSettings tenant, string name, params string[] roles) => host.InTenantAsync(tenant, async services =>
    {
        var user = new User { UserName = name, Email = name + "@example.org", RoleNames = [.. roles] };
        var made = await services.GetRequiredService<UserManager<User>>().CreateAsync(user, TestHost.AdminPassword);
        return made.Succeeded ? user : throw new InvalidOperationException(string.Join("; ", made.Errors.Select(error => error.Description)));
    });

    /// <summary>Makes a role with these rights.</summary>
    public static Task AddRoleAsync(this TestHost host, ShellSettings tenant, string name, params string[] rights)
        => host.InTenantAsync(tenant, services => services.GetRequiredService<Roles>().ChangeAsync(all => all.FindOrAdd(name).SetPermissions(rights)));

    /// <summary>Makes an API token of that account.</summary>
    public static Task<string> AddTokenAsync(this TestHost host, ShellSettings tenant, string userName, params string[] scopes) => host.InTenantAsync(tenant, async services =>
    {
        var user = await services.GetRequiredService<UserManager<User>>().FindByNameAsync(userName);
        return (await services.GetRequiredService<ApiTokens>().CreateAsync(user!.UserId, "test", scopes, null)).Text;
    });

    /// <summary>Sends this token with every request.</summary>
    public static TestBrowser WithToken(this TestBrowser browser, string token)
    {
        browser.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return browser;
    }
}
