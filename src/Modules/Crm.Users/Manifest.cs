using Crm.Kernel.Modules.Manifest;

[assembly: Module(Id = "Crm.Users", Name = "Users", Category = "Platform", Author = "Crm", Version = "0.1.0")]
