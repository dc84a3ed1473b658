using System.Security.Cryptography;
using System.Text;
using Crm.Kernel.Data;
using Crm.Kernel.Users;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Mapping;
using Microsoft.AspNetCore.Http;

namespace Crm.Api.Requests;

/// <summary>What a request with an <c>Idempotency-Key</c> was answered; a row of a plain table, kept a day.</summary>
public sealed class ApiAnswer
{
    /// <summary>SHA-256 of account and key.</summary>
    [PrimaryKey]
    public string Key { get; set; } = "";

    /// <summary>SHA-256 of the request's body.</summary>
    public string BodyHash { get; set; } = "";

    /// <summary>The item it wrote.</summary>
    public string ContentItemId { get; set; } = "";

    /// <summary>When.</summary>
    public DateTime Utc { get; set; }
}

internal sealed class ApiMigrations : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateTableAsync<ApiAnswer>(table => table.HasIndex(answer => answer.Utc));
        return 1;
    }
}

/// <summary>A request that is sent twice with one <c>Idempotency-Key</c> is carried out once: the primary key says so, in the transaction of the write itself.</summary>
internal sealed class OneAnswer(ISession session, TimeProvider time)
{
    public static string? KeyOf(HttpContext context)
        => context.Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } key ? Hash(context.User.UserId() + "\n" + key) : null;

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The earlier answer to that key, or null.</summary>
    public async Task<ApiAnswer?> FindAsync(string key)
    {
        var since = time.GetUtcNow().UtcDateTime.AddDays(-1);
        return await (await session.GetConnectionAsync()).GetTable<ApiAnswer>().Where(answer => answer.Key == key && answer.Utc > since).FirstOrDefaultAsync();
    }

    /// <summary>Keeps the answer with this unit of work; forgets those older than a day.</summary>
    public async Task KeepAsync(string key, string body, string contentItemId)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var connection = await session.GetConnectionAsync(write: true);
        await connection.GetTable<ApiAnswer>().Where(answer => answer.Utc < now.AddDays(-1)).DeleteAsync();
        await connection.InsertAsync(new ApiAnswer { Key = key, BodyHash = Hash(body), ContentItemId = contentItemId, Utc = now });
    }
}
