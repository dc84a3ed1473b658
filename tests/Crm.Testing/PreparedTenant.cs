namespace Crm.Testing;

/// <summary>
/// The tenant Default, set up once in a test run; every host that asks for it gets a copy of its files in milliseconds. Keep one in a static field for each kind of
/// tenant that tests need.
/// </summary>
/// <param name="Recipe">The recipe it is set up from; blank for none.</param>
/// <param name="Features">Features switched on afterwards.</param>
/// <param name="Fill">What is done in it before it is copied.</param>
public sealed class PreparedTenant(string Recipe = "", string[]? Features = null, Func<TestHost, Task>? Fill = null)
{
    private readonly Lazy<Task<string>> _folder = new(() => PrepareAsync(Recipe, Features, Fill));

    internal async Task CopyToAsync(string folder)
    {
        var source = await _folder.Value;
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static async Task<string> PrepareAsync(string recipe, string[]? features, Func<TestHost, Task>? fill)
    {
        var folder = Directory.CreateTempSubdirectory("crm-prepared-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        await using (var host = await TestHost.StartAsync(new TestHostOptions { Folder = folder }))
        {
            await host.SetupTenantAsync(recipe: recipe, features: features);
            if (fill is not null)
            {
                await fill(host);
            }
        }

        // A job that was still at work when its shell was let go closes the database behind it; only then is the file whole.
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (Directory.EnumerateFiles(folder, "crm.db-*", SearchOption.AllDirectories).Any())
        {
            await Task.Delay(10, patience.Token);
        }

        return folder;
    }
}
