using Crm.Kernel.Modules.Manifest;

[assembly: Module(Id = "Crm.Webhooks", Name = "Webhooks", Description = "Tells other programs of changes, by signed requests to their addresses.", Category = "Platform", Author = "Crm", Version = "0.1.0", Dependencies = ["Crm.Users"])]
