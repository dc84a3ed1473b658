using Crm.Testing;

namespace Crm.Contacts.Tests;

/// <summary>The folder of real data: the variable CRM_SHARED, or a folder "shared" beside the repository or above it.</summary>
internal static class SharedData
{
    /// <summary>The 5,000 people, or where the folder is absent the 300 that lie beside the tests.</summary>
    public static (string Path, int Rows) Febrl()
    {
        var whole = Find("data/dedupe/febrl3.csv");
        return whole is not null ? (whole, 5000) : (Path.Combine(TestHost.Repository, "tests/Crm.Contacts.Tests/Import/febrl3-excerpt.csv"), 300);
    }

    /// <summary>A file of the folder; null where the folder is absent.</summary>
    public static string? Find(string path)
    {
        if (Environment.GetEnvironmentVariable("CRM_SHARED") is { Length: > 0 } stated)
        {
            return Path.Combine(stated, path) is var file && File.Exists(file) ? file : null;
        }

        for (var folder = new DirectoryInfo(TestHost.Repository); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", path);
            if (File.Exists(file))
            {
                return file;
            }
        }

        return null;
    }
}
