using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.Kernel.Backup;
using Crm.Kernel.Hosting;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Tenants.Tests.Upgrades;

/// <summary>The tenants in <c>tests/tenants</c>, each saved by the version it is named after: this build takes them over and goes on with them.</summary>
public sealed class SavedByEarlierVersions
{
    private static readonly string s_folder = Path.Combine(TestHost.Repository, "tests", "tenants");

    public static TheoryData<string, string> Saved
        => [.. Directory.GetFiles(s_folder, "*.zip").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal).SelectMany(file => new[] { (file, "Sqlite"), (file, "Postgres") })];

    [Theory, MemberData(nameof(Saved))]
    public async Task A_saved_tenant_is_taken_over_and_its_people_are_all_there(string file, string provider)
    {
        await using var host = await TestHost.StartAsync();
        var restored = await RestoreAsync(host, file, provider);
        var tenant = host.Shells.TryGetSettings(restored.Tenant)!;
        Assert.Equal(provider, tenant.DatabaseProvider);

        using var browser = await host.Browse().SignInAsync();
        Assert.Equal(restored.Manifest.Tables["PersonIndex"].ToString(CultureInfo.InvariantCulture), await browser.ReadAsync("/admin/people?handler=Count"));

        var family = await browser.ReadAsync("/admin/people?q=" + Uri.EscapeDataString("Lefèvre"));
        Assert.All(["Claire Lefèvre", "Lou Lefèvre", "Jonas Lefèvre"], name => Assert.Contains(name, WebUtility.HtmlDecode(family), StringComparison.Ordinal));

        var jonas = LinkTo("Jonas Lefèvre").Match(WebUtility.HtmlDecode(family)).Groups["path"].Value;
        var page = WebUtility.HtmlDecode(await browser.ReadAsync(jonas));
        Assert.Contains("Famille Lefèvre", page, StringComparison.Ordinal);
        Assert.Contains("Appel d'Odile", page, StringComparison.Ordinal);

        // Numbers came later: each got one, in the index and in the record.
        var people = JsonNode.Parse(await browser.ReadAsync("/api/contacts/people?take=500"))!["items"]!.AsArray();
        Assert.Equal(Enumerable.Range(1, people.Count).Select(number => (long)number), people.Select(person => (long)person!["number"]!).Order());
        var number = people.Single(person => jonas.EndsWith(person!["contentItemId"]!.ToString(), StringComparison.Ordinal))!["number"]!.ToString();
        Assert.Contains($"<dd>{number}</dd>", page, StringComparison.Ordinal);

        Assert.Contains("/admin/audit/record/", await browser.ReadAsync("/admin/audit"), StringComparison.Ordinal);
        await host.SettleAsync();
        Assert.Empty(host.Services.GetRequiredService<ErrorLog>().List(tenant.Name).Select(error => error.Details));
    }

    private static async Task<RestoreResult> RestoreAsync(TestHost host, string file, string provider)
        => await host.Services.GetRequiredService<TenantRestore>().ReadAsync(Path.Combine(s_folder, file), new RestoreOptions
        {
            ConnectionString = provider == "Postgres" ? await Postgres.NewDatabaseAsync() : null,
        });

    private static Regex LinkTo(string name) => new($"""href="(?<path>/admin/people/[^"]+)"[^>]*>{Regex.Escape(name)}<""");
}
