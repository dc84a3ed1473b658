using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Recipes.Schemas;
using Crm.Kernel.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Recipes.Steps;

/// <summary>
/// Makes accounts. The one of the same id, or of the same name where the recipe gives no id, is overwritten; a password travels as a hash only, so an account
/// without one waits for a one-time link. There is no exporter: hashes do not leave the tenant.
/// </summary>
internal sealed class UsersStep(IStringLocalizer<UsersStep> S) : RecipeStepHandler("Users")
{
    private static readonly JsonObject StepSchemaOfUsers = StepSchema.Of("Users", """
        {
          "Users": { "type": "array", "description": "The accounts, as Orchard Core exports them.", "items": { "type": "object", "required": ["UserName"], "properties": {
            "UserId": { "type": "string" },
            "UserName": { "type": "string", "minLength": 1 },
            "Email": { "type": "string" },
            "EmailConfirmed": { "type": "boolean" },
            "PasswordHash": { "type": "string" },
            "IsEnabled": { "type": "boolean" },
            "PhoneNumber": { "type": "string" },
            "RoleNames": { "type": "array", "items": { "type": "string" }, "x-suggest": "roles" } } } }
        }
        """, required: ["Users"]);

    public override JsonObject Schema => StepSchemaOfUsers;

    public override Task CheckAsync(RecipeCheckContext context)
    {
        var users = StepMembers.Array(context.Step, "Users");
        for (var i = 0; i < users.Count; i++)
        {
            var roles = users[i] is JsonObject user ? StepMembers.Array(user, "RoleNames") : [];
            for (var j = 0; j < roles.Count; j++)
            {
                if (roles[j]?.ToString() is { } role && !context.Roles.Contains(role))
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
            if (entries[i] is JsonObject entry)
            {
                await StoreAsync(entry, $"Users[{i}]", session, context);
            }
        }
    }

    private async Task StoreAsync(JsonObject entry, string path, ISession session, RecipeExecutionContext context)
    {
        var read = entry.Deserialize<User>(StepMembers.Options)!;
        var name = read.UserName.ToUpperInvariant();
        var named = await session.Query<User, UserIndex>(index => index.NormalizedUserName == name).FirstOrDefaultAsync();
        var known = read.UserId.Length == 0 ? named : await session.Query<User, UserIndex>(index => index.UserId == read.UserId).FirstOrDefaultAsync();
        if (named is not null && !ReferenceEquals(named, known))
        {
            context.LeaveOut($"{path}.UserName", S["The name “{0}” belongs to another account.", read.UserName]);
            return;
        }

        var user = known ?? new User { UserId = read.UserId.Length > 0 ? read.UserId : ContentId.New() };
        Overwrite(user, entry);
        user.NormalizedUserName = name;
        user.NormalizedEmail = user.Email.ToUpperInvariant();
        user.SecurityStamp = string.IsNullOrEmpty(user.SecurityStamp) ? Guid.NewGuid().ToString("N") : user.SecurityStamp;
        await session.SaveAsync(user);
    }

    /// <summary>Sets the members that the recipe gives; the others stay.</summary>
    private static void Overwrite(User user, JsonObject entry)
    {
        foreach (var property in typeof(User).GetProperties().Where(property => property.CanWrite && property.Name != nameof(User.UserId)))
        {
            if (StepMembers.Get(entry, property.Name) is { } value)
            {
                property.SetValue(user, value.Deserialize(property.PropertyType, StepMembers.Options));
            }
        }
    }
}
