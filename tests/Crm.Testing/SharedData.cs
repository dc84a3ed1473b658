namespace Crm.Testing;

/// <summary>The real data that lie in <c>tests/data</c>, each folder with its source and licence.</summary>
public static class SharedData
{
    /// <summary>The 5,000 people of Febrl's third set.</summary>
    public static (string Path, int Rows) Febrl() => (Find("dedupe/febrl3.csv"), 5000);

    /// <summary>A file of the folder.</summary>
    public static string Find(string path) => Path.Combine(TestHost.Repository, "tests", "data", path);
}
