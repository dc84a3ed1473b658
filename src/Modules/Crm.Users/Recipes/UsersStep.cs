using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Data;
using Crm.Kernel.Recipes;
using Crm.Kernel.Recipes.Schemas;
using Crm.Kernel.Recipes.Steps;
using Crm.Kernel.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Users.Recipes;

/// <summary>Puts accounts as they are: the account of the same UserId, or of the same name where the recipe gives no id, is overwritten. Passwords travel as hashes only.</summary>
internal sealed class UsersStep(IStringLocalizer<UsersStep> S) : RecipeStepHandler("Users")
{
    private static readonly JsonObject s_schema = StepSchema.Of("Users", """
        {
          "Users": {
            "type": "array",
            "items": {
              "type": "object",
              "required": ["UserName"],
              "properties": {
                "UserId": { "type": "string", "description": "26 characters; made when absent." },
                "UserName": { "type": "string", "minLength": 1 },
                "Email": { "type": ["string", "null"] },
                "EmailConfirmed": { "type": "boolean" },
                "PasswordHash": { "type": ["string", "null"], "description": "A hash of ASP.NET Core Identity; without one the account is invited by a link." },
                "IsEnabled": { "type": "boolean" },
                "IsLockoutEnabled": { "type": "boolean" },
                "NormalizedEmail": { "type": ["string", "null"] },
                "NormalizedUserName": { "type": ["string", "null"] },
                "SecurityStamp": { "type": ["string", "null"] },
                "ResetToken": { "type": ["string", "null"] },
                "AccessFailedCount": { "type": "integer" },
                "TwoFactorEnabled": { "type": "boolean" },
                "PhoneNumber": { "type": ["string", "null"] },
                "PhoneNumberConfirmed": { "type": "boolean" },
                "RoleNames": { "type": "array", "items": { "type": "string", "x-suggest": "roles" } }
              }
            }
          }
        }
        """);

    public override JsonObject Schema => s_schema;

    public override Task CheckAsync(RecipeCheckContext context)
    {
        var users = StepMembers.Array(context.Step, "Users");
        for (var i = 0; i < users.Count; i++)
        {
            var roles = users[i] is JsonObject user ? StepMembers.Array(user, "RoleNames") : [];
            for (var j = 0; j < roles.Count; j++)
            {
                if (roles[j]?.ToString() is { } role && !role.StartsWith('[') && !context.Roles.Contains(role))
                {
                    context.Problem($"Users[{i}].RoleNames[{j}]", S["There is no role “{0}”, here or by an earlier step.", role]);
                }
            }
        }

        return Task.CompletedTask;
    }

    public override async Task ExecuteAsync(RecipeExecutionContext context)
    {
        var session = context.Services.GetRequiredService<ISession>();
        var entries = StepMembers.Array(context.Step, "Users");
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i] is JsonObject entry && entry.Deserialize<User>(StepMembers.Options) is { } user)
            {
                await PutAsync(context, session, user, $"Users[{i}]");
            }
        }
    }

    private async Task PutAsync(RecipeExecutionContext context, ISession session, User given, string path)
    {
        var name = given.UserName.ToUpperInvariant();
        var email = given.Email?.ToUpperInvariant() ?? "";
        var named = await session.Query<User, UserIndex>(row => row.NormalizedUserName == name).FirstOrDefaultAsync();
        var stored = given.UserId.Length == 0 ? named : await session.Query<User, UserIndex>(row => row.UserId == given.UserId).FirstOrDefaultAsync();
        if (named is not null && !ReferenceEquals(named, stored))
        {
            context.LeaveOut(path + ".UserName", S["The name {0} belongs to another account.", given.UserName]);
            return;
        }

        var user = stored ?? new User { UserId = given.UserId.Length > 0 ? given.UserId : Kernel.Content.ContentId.New() };
        (user.UserName, user.NormalizedUserName, user.Email, user.NormalizedEmail) = (given.UserName, name, given.Email ?? "", email);
        (user.EmailConfirmed, user.IsEnabled, user.IsLockoutEnabled) = (given.EmailConfirmed, given.IsEnabled, given.IsLockoutEnabled);
        (user.PhoneNumber, user.PhoneNumberConfirmed, user.RoleNames) = (given.PhoneNumber, given.PhoneNumberConfirmed, given.RoleNames);
        user.PasswordHash = given.PasswordHash ?? stored?.PasswordHash;
        user.SecurityStamp = given.SecurityStamp ?? stored?.SecurityStamp ?? Guid.NewGuid().ToString("N");
        (user.UserClaims, user.Properties) = (given.UserClaims, given.Properties.Count > 0 ? given.Properties : user.Properties);
        await session.SaveAsync(user);
    }
}

/// <summary>Exports accounts without hashes and keys: who imports them is invited anew.</summary>
internal sealed class UsersExport(UserNames names) : IRecipeExporter
{
    public string StepName => "Users";

    public async Task<IReadOnlyList<(string Id, string Name)>> ListChoicesAsync() => [.. (await names.ChoicesAsync()).Select(user => (user.UserId, user.ShownName()))];

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(IReadOnlyCollection<string>? choices)
    {
        var chosen = (await names.ChoicesAsync(int.MaxValue)).Where(user => choices?.Contains(user.UserId) != false).Select(JsonNode? (user) => new JsonObject
        {
            ["UserId"] = user.UserId, ["UserName"] = user.UserName, ["Email"] = user.Email, ["EmailConfirmed"] = user.EmailConfirmed, ["IsEnabled"] = user.IsEnabled,
            ["IsLockoutEnabled"] = user.IsLockoutEnabled, ["PhoneNumber"] = user.PhoneNumber, ["RoleNames"] = new JsonArray([.. user.RoleNames.Select(name => JsonValue.Create(name))]),
            ["Properties"] = user.Properties.DeepClone(),
        }).ToArray();
        return chosen.Length == 0 ? [] : [new JsonObject { ["name"] = StepName, ["Users"] = new JsonArray(chosen) }];
    }
}
