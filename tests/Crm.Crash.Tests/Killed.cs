using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Crash.Tests;

/// <summary>
/// Commands of the host as real processes, killed at random moments while another host runs on the same data. In the quick run 4 of each kind, 2 on each database: what two cores do in 90 s, for each kill costs a start of the host. 200 of each kind with CRM_LONG=1, 100 on each database.
/// </summary>
internal static class Killed
{
    public static readonly int Times = IsLong ? 100 : 2;

    /// <summary>For a kind whose machinery another one kills too.</summary>
    public static readonly int Fewer = IsLong ? 100 : 1;

    public static TheoryData<string> OnEachDatabase => ["Sqlite", "Postgres"];

    public static Task<ShellSettings> RunningTenantAsync(TestHost host, string provider, params string[] features) => host.CopyTenantAsync("shop", features, provider);

    public static async Task<IReadOnlyList<string?>> TitlesAsync(TestHost host, ShellSettings tenant, string type) => await host.InTenantAsync(tenant, async services =>
        (await services.GetRequiredService<ISession>().Query<ContentItem, ContentItemIndex>(row => row.ContentType == type && row.Latest).ListAsync()).Select(item => item.DisplayText).ToList());

    /// <summary>Stands beside the test in its report.</summary>
    public static void Tell(string figures) => TestContext.Current.TestOutputHelper!.WriteLine(figures);

    private static bool IsLong => Environment.GetEnvironmentVariable("CRM_LONG") == "1";
}
